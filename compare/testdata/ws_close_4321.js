import ws from 'k6/ws';
export default function () {
  const res = ws.connect(`${__ENV.URL}/close?code=4321&reason=because`, (s) => {
    s.on('open', () => console.log('open'));
    s.on('error', (e) => console.log('error', e.error(), String(e), e.code, e.text, typeof e, e instanceof Error));
    s.on('close', (code) => console.log('close', code));
  });
  console.log(res.status, res.error);
}
