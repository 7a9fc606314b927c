// Log in over HTTP, then open a socket as that user: the cookie goes along by
// itself, the token as a header.
import http from 'k6/http';
import { check } from 'k6';
import { WebSocket } from 'k6/websockets';

const url = __ENV.URL || 'ws://127.0.0.1:8765/members';
const login = url.replace(/^ws/, 'http').replace(/[^/]*$/, 'login');

export const options = { vus: 1, iterations: 5 };

export default function () {
  const name = `user-${__VU}`;
  const res = http.post(login, { name, password: 'secret' });
  const ok = check(res, {
    'logged in': (r) => r.status === 200,
    'has a session': (r) => r.cookies.session !== undefined,
  });
  if (!ok) {
    return;
  }
  const socket = new WebSocket(url, null, { headers: { Authorization: `Bearer ${res.json('token')}` } });
  socket.onmessage = (event) => {
    check(JSON.parse(event.data), { 'is greeted by name': (m) => m.name === name });
    socket.close();
  };
  socket.onerror = (event) => console.error(`the socket failed: ${event.error}`);
}
