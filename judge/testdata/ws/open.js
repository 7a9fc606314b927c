// open runs a socket of k6/ws whose payloads are counted, until it is closed.
import ws from 'k6/ws';
import { sent, received, is } from '../lib.js';

export function open({ params = {}, onopen, onmessage, ...others } = {}) {
  const compression = __ENV.WAY === 'plain' ? {} : { compression: 'deflate' };
  const response = ws.connect(__ENV.URL, { ...compression, ...params }, (socket) => {
    const counted = {
      say: (data) => (typeof data === 'string' ? socket.send(sent(data)) : socket.sendBinary(sent(data))),
      ping: () => socket.ping(),
      close: (code) => socket.close(code),
    };
    socket.on('open', () => onopen?.(counted));
    socket.on('message', (d) => onmessage?.(received(d), counted));
    socket.on('binaryMessage', (d) => onmessage?.(received(d), counted));
    for (const [name, listener] of Object.entries(others)) socket.on(name.slice(2), (e) => listener(e, counted));
  });
  is('status', response.status, 101);
  const extensions = response.headers['Sec-Websocket-Extensions'] ?? '';
  const agreed = extensions.startsWith('permessage-deflate');
  if (agreed !== (__ENV.WAY !== 'plain')) console.error(`extensions "${extensions}" in the way ${__ENV.WAY}`);
  return response;
}
