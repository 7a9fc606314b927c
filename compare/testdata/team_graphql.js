// differs: pings and close frames: ws_msgs_sent
import { WebSocket } from 'k6/websockets';
import { check, group } from 'k6';
import { Trend } from 'k6/metrics';
const rtt = new Trend('gql_rtt', true);
const PROTOCOL = 'graphql-transport-ws';
export const options = { iterations: 1, thresholds: { 'gql_rtt{op:subscribe}': ['count==3'.replace('count', 'max') .replace('==3', '<5000')], 'ws_msgs_received{subproto:graphql-transport-ws}': ['count==5'], 'ws_connecting{subproto:graphql-transport-ws}': ['max<5000'] } };
export default function () {
  group('graphql', function () {
    const ws = new WebSocket(`${__ENV.URL}/echo`, [PROTOCOL, 'graphql-ws'], { headers: { 'x-client': 'k6' }, tags: { op: 'subscribe', name: 'gql' } });
    const sent = new Map(); let id = 0, left = 3;
    const request = (type, payload) => { const m = { id: String(++id), type, ...(payload && { payload }) }; sent.set(m.id, Date.now()); ws.send(JSON.stringify(m)); };
    ws.addEventListener('open', () => { console.log(ws.protocol); request('connection_init', { auth: 'Bearer x' }); });
    ws.addEventListener('message', (event) => {
      const { type, id, payload } = JSON.parse(event.data);
      rtt.add(Date.now() - sent.get(id), { op: 'subscribe' });
      switch (type) {
        case 'connection_init': request('subscribe', { query: 'subscription { a }', variables: { x: 1e21, y: null } }); break;
        case 'subscribe': check(payload, { 'query came back': (p) => p.query.includes('subscription'), 'big stays': (p) => p.variables.x === 1e21 }); request('next'); break;
        case 'next': if (left-- > 1) { request('next'); } else ws.close(1000, 'done'); break;
        default: throw new Error(`what is ${type}?`);
      }
    });
    ws.addEventListener('close', (e) => console.log('closed', e.code, e.reason));
  });
  console.log('group is over');
}
