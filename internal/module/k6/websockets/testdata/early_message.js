// Of many sessions none loses what comes with the 101.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  let sum = 0, left = 20;
  for (let i = 0; i < 20; i++) {
    const s = new WebSocket(__ENV.URL + '/early?n=3');
    let here = 0;
    s.onmessage = () => { sum++; if (++here === 3) s.close(); };
    s.onclose = () => { if (--left === 0) console.log(sum); };
  }
}
// want: 60
