// differs: failed dials: ws_session_duration
// differs: says nothing in the log: log warning
import ws from 'k6/ws';
const url = `${__ENV.URL}/count?n=1`;
function show(f) { try { console.log(f()); } catch (e) { console.log(String(e)); } }
show(() => ws.connect(url, () => {}));
export const options = { vus: 1, iterations: 1 };
export default function () {
  show(() => ws.connect()); show(() => ws.connect(url)); show(() => ws.connect(url, {})); show(() => ws.connect(url, {}, 5)); show(() => ws.connect(url, {}, () => {}, 1));
  show(() => ws.connect(url, null, () => {}).status); show(() => ws.connect(url, undefined, () => {}).status); show(() => ws.connect(url, 'x', () => {}).status); show(() => ws.connect(url, { nonsense: 1 }, () => {}).status);
  show(() => ws.connect(url, { tags: { a: {} } }, () => {}).status); show(() => ws.connect(url, { tags: 'x' }, () => {}).status); show(() => ws.connect(url, { tags: { a: 1, b: true, c: 'x' } }, () => {}).status);
  show(() => ws.connect(url, { compression: 'x' }, () => {}).status); show(() => ws.connect(url, { compression: '' }, () => {}).status); show(() => ws.connect(url, { compression: ' deflate ' }, () => {}).status);
  show(() => ws.connect(url, { headers: { Upgrade: 'x' } }, () => {}).error); show(() => ws.connect(url, { headers: { 'sec-websocket-key': 'x' } }, () => {}).error); show(() => ws.connect(url, { jar: 5 }, () => {}).status);
}
export function handleSummary() {}
