// Large messages both ways.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const big = 'x'.repeat(3 << 20);
  let n = 0;
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  ws.onopen = () => { for (let i = 0; i < 4; i++) ws.send(big); };
  ws.onmessage = (e) => {
    console.log(e.data.length);
    if (++n === 4) ws.close();
  };
// want: 3145728
// want: 3145728
// want: 3145728
// want: 3145728
}
