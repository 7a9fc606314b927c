// differs: failed writes: ws_msgs_sent
import ws from 'k6/ws';
export default function () {
  ws.connect(`${__ENV.URL}/echo`, (s) => {
    s.on('open', () => { s.close(); s.send('late'); s.sendBinary(new ArrayBuffer(1)); s.ping(); console.log('end of open'); });
    s.on('error', (e) => console.log('error', e.error())); s.on('close', (c) => console.log('close', c));
  });
  ws.connect(`${__ENV.URL}/echo`, (s) => { s.close(1000); s.on('open', () => console.log('open all the same')); s.on('close', (c) => console.log('close', c)); });
}
