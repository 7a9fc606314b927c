// close while connecting fails at once with 1006, whatever becomes of the dial.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

function closed(url) {
  return new Promise((resolve) => {
    const seen = [];
    const ws = new WebSocket(url);
    ws.onopen = () => seen.push('open');
    ws.onerror = (e) => seen.push(e.error);
    ws.onclose = (e) => { seen.push(e.code); resolve(seen.join(' | ')); };
    ws.close();
    seen.push(ws.readyState);
  });
}

export default async function () {
  console.log(await closed(`${__ENV.URL}/silent`));
// want: 2 | websocket: closed before the connection was established | 1006
  console.log(await closed(`${__ENV.URL}/echo`));
// want: 2 | websocket: closed before the connection was established | 1006
  console.log(await closed('ws://127.0.0.1:1/'));
// want: 2 | websocket: closed before the connection was established | 1006
}
// want metric: ws_session_duration 0
// want metric: ws_sessions 3
