// terminate drops TCP without a close frame: close with 1006, and no error unless it was still connecting.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

const ends = (path, at) => new Promise((resolve) => {
  const ws = new WebSocket(__ENV.URL + path), seen = [];
  const cut = () => { ws.terminate(); seen.push(ws.readyState); ws.terminate(); ws.send('dropped'); };
  ws.onopen = () => { ws.send('kept?'); if (at === 'open') cut(); if (at === 'closing') { ws.close(); cut(); } };
  ws.onerror = (e) => seen.push(e.error);
  ws.onclose = (e) => { seen.push(e.code, e.wasClean, ws.readyState); ws.terminate(); resolve(seen.join(' ')); };
  if (at === 'connecting') { ws.terminate(); seen.push(ws.readyState); }
});

export default async function () {
  console.log(await ends('/record', 'open'));
// want: 2 1006 false 3
  const told = new WebSocket(`${__ENV.URL}/recorded`);
  await new Promise((resolve) => { told.onmessage = (e) => { console.log(e.data.endsWith('no close')); told.close(); resolve(); }; });
// want: true
  console.log(await ends('/mute', 'closing'));
// want: 2 1006 false 3
  console.log(await ends('/silent', 'connecting'));
// want: 2 websocket: closed before the connection was established 1006 false 3
}
// want metric: ws_errors{phase:close} 0
// want metric: ws_closes{code:1006} 2
// want metric: ws_session_duration 3
// want metric: ws_open_sockets 0
