import ws from 'k6/ws';
export default function () {
  function show(f) { try { console.log(f()); } catch (e) { console.log(String(e)); } }
  ws.connect(`${__ENV.URL}/echo`, (s) => {
    show(() => s.on('message', (m) => console.log('message', JSON.stringify(m)))); show(() => s.on('nonsense', () => {})); show(() => s.on('open', 5)); show(() => s.on('binaryMessage', (b) => console.log('binary', Array.from(new Uint8Array(b)))));
    s.on('error', (e) => console.log('error', e.error()));
    s.on('open', function () {
      console.log('this', this === undefined);
      for (const v of ['text', '', 5, true, null, undefined, {}, [1, 2], new ArrayBuffer(2), 'ö€😀', 'lone \ud800']) { show(() => s.send(v)); }
      show(() => s.send());
      show(() => s.sendBinary(new Uint8Array([1, 2, 255]).buffer)); show(() => s.sendBinary(new ArrayBuffer(0)));
      for (const v of [new Uint8Array([1]), 'x', 5, null, undefined, {}, [1]]) { show(() => s.sendBinary(v)); }
      show(() => s.sendBinary());
      for (const v of [0, -1, 'x', undefined, NaN]) { show(() => s.setTimeout(() => {}, v)); show(() => s.setInterval(() => {}, v)); }
      s.setTimeout(() => { console.log('timeout'); s.close(1000); }, 300);
    });
    s.on('close', (c) => console.log('close', c));
  });
}
