import { WebSocket } from 'k6/websockets';
export default function () {
  const s = new WebSocket(`${__ENV.URL}/count?n=2`);
  s.onopen = () => console.log('on open'); s.addEventListener('open', () => { console.log('first'); Promise.resolve().then(() => console.log('job')); }); s.addEventListener('open', () => console.log('second'));
  s.onmessage = async (e) => { console.log('message', e.data); await null; console.log('after', e.data); }; s.addEventListener('message', (e) => console.log('listener', e.data, e.target === s));
  s.onopen = () => console.log('other on open'); s.addEventListener('close', (e) => console.log('close', e.code)); s.onclose = null;
}
