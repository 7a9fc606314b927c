// checks: 3
import protobuf from 'protobufjs';
import { decode, encode } from '@msgpack/msgpack';
import { WebSocket } from 'k6/websockets';
import { Client } from '@stomp/stompjs';
import { check } from 'k6';

const Message = protobuf.parse('syntax = "proto3"; message Message { string text = 1; repeated sint32 numbers = 2; }').root.lookupType('Message');

export default async function () {
  const packed = Message.encode({ text: 'hé', numbers: [1, -2] }).finish();
  const message = Message.decode(packed);
  const value = { a: [1, -2.5, null, 'hé'], when: new Date(0), bytes: new Uint8Array([1, 2]) };
  const again = decode(encode(value));
  check(null, {
    protobufjs: () => message.text === 'hé' && message.numbers.join() === '1,-2',
    msgpack: () => JSON.stringify(again) === JSON.stringify(value) && again.when.getTime() === 0,
    'stompjs and the classes it wants': () => typeof WebSocket === 'function' && new Client({ brokerURL: 'ws://127.0.0.1/' }).active === false,
  });
}
