// differs: credentials in a URL: ws://u:p@
// differs: says nothing in the log: log warning
// differs: failed dials: ws_session_duration
import ws from 'k6/ws';
export const options = { vus: 1, iterations: 1 };
export default function () {
  for (const url of [`${__ENV.DEAD}/`, `${__ENV.URL}/status?code=403`, `${__ENV.URL}/status?code=200`, 'http://x', '', `${__ENV.DEAD.replace('//', '//u:p@')}/`, 'nonsense', 'ws://']) {
    try {
      const res = ws.connect(url, (s) => { console.log('never'); });
      console.log(url, res.status, JSON.stringify(res.url), JSON.stringify(res.error), JSON.stringify(res.body), Object.keys(res.headers).length > 0);
    } catch (e) { console.log('threw', url, String(e)); }
  }
}
