// flags: --throw
// differs: failed dials: ws_session_duration
import ws from 'k6/ws';
export default function () {
  for (const url of [`${__ENV.DEAD}/`, `${__ENV.URL}/status?code=403`, 'http://x']) {
    try { ws.connect(url, () => {}); console.log('went on'); } catch (e) { console.log(String(e), e instanceof Error); }
  }
}
