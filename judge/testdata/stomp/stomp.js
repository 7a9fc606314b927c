// checks: 6
import { Client } from '@stomp/stompjs';
import { check } from 'k6';

const settled = (begin) => new Promise(begin);

export default async function () {
  const queue = `/queue/volley-${__VU}-${__ITER}`;
  const client = new Client({
    brokerURL: `ws://${__ENV.HOST}/ws`,
    connectHeaders: { login: 'guest', passcode: 'guest' },
    heartbeatIncoming: 1000,
    heartbeatOutgoing: 1000,
    reconnectDelay: 0,
  });
  const greeting = await settled((resolve, reject) => {
    client.onConnect = resolve;
    client.onStompError = client.onWebSocketError = reject;
    client.activate();
  });
  check(greeting, { 'the broker greets': (f) => f.command === 'CONNECTED' && f.headers.version === '1.2' && f.headers.server.startsWith('RabbitMQ') });

  const said = [];
  let told;
  const three = new Promise((resolve) => (told = resolve));
  const subscription = client.subscribe(queue, (message) => {
    said.push(message);
    message.ack();
    if (said.length === 3) told();
  }, { ack: 'client-individual', 'auto-delete': 'true' });
  const receipt = settled((resolve) => client.watchForReceipt('r1', resolve));
  client.publish({ destination: queue, body: 'hello é', headers: { receipt: 'r1', 'x-of': 'volley' } });
  client.publish({ destination: queue, binaryBody: new Uint8Array([0, 1, 0, 255]), headers: { 'content-type': 'application/octet-stream' } });
  const transaction = client.begin();
  client.publish({ destination: queue, body: 'in a transaction', headers: { transaction: transaction.id } });
  transaction.commit();
  check(await receipt, { 'a receipt': (f) => f.headers['receipt-id'] === 'r1' });
  await three;
  check(said, {
    'a text': ([first]) => first.body === 'hello é' && first.headers['x-of'] === 'volley',
    'bytes': ([, second]) => second.binaryBody.join() === '0,1,0,255',
    'a transaction': ([, , third]) => third.body === 'in a transaction',
  });
  subscription.unsubscribe();
  const closed = settled((resolve) => (client.onWebSocketClose = resolve));
  await client.deactivate();
  check(await closed, { 'a clean end': (e) => e.code === 1000 && e.wasClean });
}
