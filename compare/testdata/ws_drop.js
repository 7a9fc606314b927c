// differs: TCP reset: console
import ws from 'k6/ws';
export default function () {
  const res = ws.connect(`${__ENV.URL}/drop?at=message`, (s) => {
    s.on('open', () => s.send('x'));
    s.on('error', (e) => console.log('error', e.error()));
    s.on('close', (code) => console.log('close', code));
  });
  console.log(res.status, res.error);
}
