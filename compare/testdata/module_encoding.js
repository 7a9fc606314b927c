import encoding, { b64encode, b64decode } from 'k6/encoding';
function show(f) { try { console.log(f()); } catch (e) { console.log(String(e)); } }
export default function () {
  for (const k of [undefined, 'std', 'rawstd', 'url', 'rawurl', 'nonsense']) { show(() => b64encode('hi?>~ö', k)); }
  show(() => b64encode(new Uint8Array([255, 254, 253]).buffer)); show(() => b64encode(new Uint8Array([255, 254, 253]))); show(() => b64encode([1, 2])); show(() => b64encode(5)); show(() => b64encode(null)); show(() => b64encode()); show(() => b64encode({}));
  show(() => b64decode('aGk=', 'std', 's')); show(() => b64decode('aGk', 'rawstd', 's')); show(() => b64decode('aGk=')); show(() => new Uint8Array(b64decode('aGk=', 'std'))); show(() => b64decode('!!', 'std', 's')); show(() => b64decode('_-8=', 'url').byteLength); show(() => b64decode('aGk', 'std', 's')); show(() => b64decode('', 'std', 's').length);
  show(() => Object.keys(encoding).sort());
}
