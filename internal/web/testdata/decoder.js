// Where TextDecoder follows the standard and Node 20 does not; and k6's three encodings.
const units = (text) => [...text].map((c) => c.codePointAt(0).toString(16)).join(' ');

export default function () {
  console.log(new TextDecoder('latin1').decode(new Uint8Array([0x80, 0x99, 0xe9])), new TextDecoder('x-user-defined').encoding);
// want: €™é x-user-defined
  for (const label of ['utf-8', 'utf-16le', 'utf-16be']) console.log(label, new TextDecoder(label).encoding, new TextDecoder(label, { fatal: true }).fatal);
// want: utf-8 utf-8 true
// want: utf-16le utf-16le true
// want: utf-16be utf-16be true
  const jis = new TextDecoder('shift_jis');
  console.log(jis.decode(new Uint8Array([0x93]), { stream: true }) + jis.decode(new Uint8Array([0xfa, 0x96]), { stream: true }) + jis.decode(new Uint8Array([0x7b])));
// want: 日本
  console.log(units(jis.decode(new Uint8Array([0x93, 0xfa, 0x93]))));
// want: 65e5 fffd
  try { new TextDecoder('shift_jis', { fatal: true }).decode(new Uint8Array([0x93])); } catch (e) { console.log(`${e}`); }
// want: TypeError: Failed to execute 'decode' on 'TextDecoder': The encoded data was not valid.
  try { new TextDecoder('nothing'); } catch (e) { console.log(`${e}`); }
// want: RangeError: Failed to construct 'TextDecoder': The encoding label provided ('nothing') is invalid.
}
