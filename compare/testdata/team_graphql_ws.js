import ws from 'k6/ws';
import { check, sleep } from 'k6';
import { Rate, Trend, Counter } from 'k6/metrics';
const ok = new Rate('sub_ok'), late = new Trend('sub_late', true), byType = new Counter('a_by_type');
export const options = { vus: 1, iterations: 2, thresholds: { sub_ok: ['rate>0.99'], 'a_by_type{type:data}': ['count==6'], 'ws_session_duration{proto_name:graphql}': ['p(95)<60000'] } };
export default function () {
  const res = ws.connect(`${__ENV.URL}/echo`, { headers: { 'Sec-WebSocket-Protocol': 'graphql-ws' }, tags: { proto_name: 'graphql' } }, (s) => {
    let got = 0;
    const send = (type, rest = {}) => s.send(JSON.stringify({ type, at: Date.now(), ...rest }));
    s.on('open', () => { send('connection_init'); s.setInterval(() => s.ping(), 3600000); s.setTimeout(() => s.close(4000), 30000); });
    s.on('message', (raw) => {
      let m; try { m = JSON.parse(raw); } catch (e) { ok.add(false); return s.close(1003); }
      byType.add(1, { type: m.type }); late.add(Date.now() - m.at);
      if (m.type === 'connection_init') return send('start', { id: '1' });
      if (m.type === 'start' || got < 3) { got++; ok.add(m.type !== 'error'); return send('data', { id: m.id, got }); }
      send('stop'); s.close(1000);
    });
    s.on('close', (code) => check(code, { 'closed with 1000': (c) => c === 1000 }));
    s.on('error', (e) => { if (e.error() !== 'websocket: close sent') console.log('unexpected', e.error()); });
  });
  check(res, { 'switched': (r) => r && r.status === 101, 'got protocol': (r) => r.headers['Sec-Websocket-Protocol'] === 'graphql-ws' });
  sleep(0.01);
}
