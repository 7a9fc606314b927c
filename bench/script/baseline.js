// No connection at all: what the tool itself weighs.
import { sleep } from 'k6';
import ws from 'k6/ws';

export const options = {
  scenarios: { baseline: { executor: 'per-vu-iterations', vus: 1, iterations: 1, maxDuration: '10m' } },
};

export default function () {
  sleep(typeof ws.connect === 'function' ? 600 : 0);
}
