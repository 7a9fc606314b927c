// differs: always recorded: ws_session_duration
import { WebSocket } from 'k6/websockets';
import { setTimeout } from 'k6/timers';
export const options = { scenarios: {} };
const kinds = {
  throws_error: (s) => { s.onmessage = () => { throw new Error('plain'); }; },
  throws_object: (s) => { s.onmessage = () => { throw { code: 5, toString: () => 'own text' }; }; },
  throws_text: (s) => { s.onmessage = () => { throw 'text'; }; },
  throws_class: (s) => { class Fault extends Error { constructor(m) { super(m); this.name = 'Fault'; } } s.onmessage = () => { throw new Fault('of a class'); }; },
  rejects: (s) => { s.onmessage = async () => { await null; throw new RangeError('late'); }; },
  json: (s) => { s.onmessage = ({ data }) => JSON.parse(data); },
  undefined_call: (s) => { s.onmessage = ({ data }) => data.nope(); },
  timer: (s) => { s.onmessage = () => setTimeout(() => { throw new TypeError('in timer'); }, 1); },
  stack: (s) => { const deep = (n) => (n ? deep(n - 1) : s.nope.x); s.onmessage = () => deep(3); },
};
for (const name of Object.keys(kinds)) options.scenarios[name] = { executor: 'per-vu-iterations', exec: 'run', env: { KIND: name }, startTime: `${100 * Object.keys(options.scenarios).length}ms` };
export function run() {
  const s = new WebSocket(`${__ENV.URL}/echo`);
  s.onopen = () => s.send('hello');
  kinds[__ENV.KIND](s);
}
