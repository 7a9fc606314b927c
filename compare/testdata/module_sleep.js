import { sleep } from 'k6';
export default function () {
  const began = Date.now();
  sleep(0.3); sleep('0.2'); sleep(0);
  console.log(Date.now() - began >= 490);
  for (const v of [undefined, null, 'x', NaN, -1, {}]) { try { sleep(v); console.log('slept', v); } catch (e) { console.log(String(e)); } }
  try { sleep(); console.log('slept'); } catch (e) { console.log(String(e)); }
}
