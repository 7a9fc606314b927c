// differs: may lack `code`: close undefined
// differs: may lack `code`: close 1006
// differs: only if the connection failed: 1013: later
// values: a_attempts
import { WebSocket } from 'k6/websockets';
import { setTimeout } from 'k6/timers';
import { Counter } from 'k6/metrics';
import { check } from 'k6';
const attempts = new Counter('a_attempts');
class Reconnecting {
  #url; #delay = 5; #tries = 0; #socket = null; #done;
  static MAX = 4;
  constructor(urls, done) { this.#url = urls; this.#done = done; this.#open(); }
  #open() {
    attempts.add(1, { n: this.#tries });
    const url = this.#url[Math.min(this.#tries, this.#url.length - 1)];
    this.#socket = new WebSocket(url);
    this.#socket.onopen = () => { console.log('open after', this.#tries); };
    this.#socket.onerror = ({ error }) => console.log('error', error);
    this.#socket.onmessage = ({ data }) => { console.log('data', data); };
    this.#socket.onclose = ({ code, reason }) => {
      console.log('close', code, JSON.stringify(reason));
      if (code === 1000) return this.#done('fine');
      if (++this.#tries >= Reconnecting.MAX) return this.#done('gave up');
      setTimeout(() => this.#open(), this.#delay *= 2);
    };
  }
  get tries() { return this.#tries; }
}
export const options = { iterations: 1 };
export default async function () {
  const wait = (urls) => new Promise((r) => { const c = new Reconnecting(urls, (how) => r([how, c.tries])); });
  console.log(await wait([`${__ENV.DEAD}/`, `${__ENV.URL}/status?code=503`, `${__ENV.URL}/close?code=1013&reason=later`, `${__ENV.URL}/count?n=1`]));
  console.log(await wait([`${__ENV.URL}/status?code=401`]));
  check(1, { done: () => true });
}
