// open makes a socket of k6/websockets whose payloads are counted.
import { WebSocket } from 'k6/websockets';
import { sent, received } from '../lib.js';

export function open({ protocols = [], params = {}, onopen, onmessage, onclose, ...others } = {}) {
  const compression = __ENV.WAY === 'plain' || 'perMessageDeflate' in params ? {} : { compression: 'deflate' };
  const socket = new WebSocket(__ENV.URL, protocols, { ...compression, ...params });
  socket.binaryType = 'arraybuffer';
  socket.say = (data) => socket.send(sent(data));
  socket.addEventListener('open', () => {
    const agreed = socket.extensions.startsWith('permessage-deflate');
    // Not every server takes a limit of its window.
    if (agreed !== (__ENV.WAY !== 'plain') && !params.perMessageDeflate?.serverMaxWindowBits) console.error(`extensions "${socket.extensions}" in the way ${__ENV.WAY}`);
    onopen?.(socket);
  });
  socket.addEventListener('message', (e) => onmessage?.(received(e.data), socket));
  socket.addEventListener('close', (e) => onclose?.(e, socket));
  for (const [name, listener] of Object.entries(others)) socket.addEventListener(name.slice(2), (e) => listener(e, socket));
  return socket;
}
