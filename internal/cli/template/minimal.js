import { check } from 'k6';
import { WebSocket } from 'k6/websockets';

export const options = {
  vus: 10,
  duration: '30s',
};

export default function () {
  const socket = new WebSocket(__ENV.URL || 'ws://127.0.0.1:8765/echo');
  socket.onopen = () => socket.send('hello');
  socket.onmessage = (event) => {
    check(event.data, { 'the echo is what was said': (text) => text === 'hello' });
    setTimeout(() => socket.close(1000), 1000);
  };
}
