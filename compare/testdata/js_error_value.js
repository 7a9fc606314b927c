import ws from 'k6/ws';
import { fail } from 'k6';
import crypto from 'k6/crypto';
export const options = { iterations: 1 };
export default function () {
  for (const f of [() => ws.connect('x'), () => fail('boo'), () => crypto.sha256('x', 'nope'), () => crypto.randomBytes(0)]) {
    try { f(); } catch (e) {
      console.log(typeof e.value, String(e.value), Object.keys(e).join(), JSON.stringify(e), Object.keys(e.value).join(), typeof e.value.error, e.value.error());
      console.log(e.value);
    }
  }
}
