// TextEncoder and TextDecoder.
const said = (f) => { try { return f(); } catch (e) { return e.name; } };
const units = (text) => [...Array(text.length).keys()].map((i) => text.charCodeAt(i).toString(16)).join(' ');
const bytes = (hex) => new Uint8Array((hex.match(/../g) || []).map((b) => parseInt(b, 16)));

export default function () {
  const e = new TextEncoder();
  console.log(e.encoding, e.encode('aé€😀').join(), e.encode('\ud800x\udc00').join(), e.encode().length, e.encode(undefined).length, e.encode(null).length, e.encode('x') instanceof Uint8Array);
// want: utf-8 97,195,169,226,130,172,240,159,152,128 239,191,189,120,239,191,189 0 0 4 true
  const room = new Uint8Array(6);
  for (const text of ['', 'abc', 'é€😀', '€€€', '😀😀', 'abcdefgh', '\ud800']) { const r = e.encodeInto(text, room); console.log(JSON.stringify(text), r.read, r.written, room.join()); }
// want: "" 0 0 0,0,0,0,0,0
// want: "abc" 3 3 97,98,99,0,0,0
// want: "é€😀" 2 5 195,169,226,130,172,0
// want: "€€€" 2 6 226,130,172,226,130,172
// want: "😀😀" 2 4 240,159,152,128,130,172
// want: "abcdefgh" 6 6 97,98,99,100,101,102
// want: "\ud800" 1 3 239,191,189,100,101,102
  const part = e.encodeInto('zz', room.subarray(4));
  console.log(part.read, part.written, room.join(), said(() => e.encodeInto('x', new Int8Array(3))), said(() => e.encodeInto('x')), said(() => e.encodeInto('x', [])));
// want: 2 2 239,191,189,100,122,122 TypeError TypeError TypeError
  console.log(said(() => TextEncoder()), said(() => TextDecoder()), TextEncoder.length, TextDecoder.length, e.encode.length, e.encodeInto.length, String(e));
// want: TypeError TypeError 0 0 0 2 [object TextEncoder]

  for (const label of ['utf-8', 'UTF8', ' unicode-1-1-utf-8\n', 'utf-16', 'utf-16be', 'latin1', 'ascii', 'iso-8859-1', 'windows-1251', 'koi8-r', 'shift_jis', 'euc-jp', 'gbk', 'gb18030', 'big5', 'euc-kr', 'iso-8859-15', 'macintosh']) console.log(JSON.stringify(label), new TextDecoder(label).encoding);
// want: "utf-8" utf-8
// want: "UTF8" utf-8
// want: " unicode-1-1-utf-8\n" utf-8
// want: "utf-16" utf-16le
// want: "utf-16be" utf-16be
// want: "latin1" windows-1252
// want: "ascii" windows-1252
// want: "iso-8859-1" windows-1252
// want: "windows-1251" windows-1251
// want: "koi8-r" koi8-r
// want: "shift_jis" shift_jis
// want: "euc-jp" euc-jp
// want: "gbk" gbk
// want: "gb18030" gb18030
// want: "big5" big5
// want: "euc-kr" euc-kr
// want: "iso-8859-15" iso-8859-15
// want: "macintosh" macintosh
  console.log(said(() => new TextDecoder('nothing')), said(() => new TextDecoder('')), said(() => new TextDecoder('utf-8\u00a0')), said(() => new TextDecoder('utf-8', 5)));
// want: RangeError RangeError RangeError TypeError
  const d = new TextDecoder();
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  console.log(d.fatal, d.ignoreBOM, strict.fatal, strict.ignoreBOM, d.decode(), JSON.stringify(d.decode(undefined)), said(() => d.decode('x')), said(() => d.decode(null)));
// want: false false true true  "" TypeError TypeError
  for (const hex of ['', '61', 'c3a9', 'e282ac', 'f09f9880', 'efbbbf61', 'efbbbfefbbbf', 'ff', 'c3', 'e282', 'f09f98', 'e28261', 'c0af', 'eda080', 'f4908080', 'f0808080', '80bf', 'e2e282ac', 'f09ff09f9880', '6180ff62', 'efbfbd', 'f8888080']) {
    console.log(hex, units(d.decode(bytes(hex))), '|', said(() => units(strict.decode(bytes(hex)))));
// want:   | 
// want: 61 61 | 61
// want: c3a9 e9 | e9
// want: e282ac 20ac | 20ac
// want: f09f9880 d83d de00 | d83d de00
// want: efbbbf61 61 | feff 61
// want: efbbbfefbbbf feff | feff feff
// want: ff fffd | TypeError
// want: c3 fffd | TypeError
// want: e282 fffd | TypeError
// want: f09f98 fffd | TypeError
// want: e28261 fffd 61 | TypeError
// want: c0af fffd fffd | TypeError
// want: eda080 fffd fffd fffd | TypeError
// want: f4908080 fffd fffd fffd fffd | TypeError
// want: f0808080 fffd fffd fffd fffd | TypeError
// want: 80bf fffd fffd | TypeError
// want: e2e282ac fffd 20ac | TypeError
// want: f09ff09f9880 fffd d83d de00 | TypeError
// want: 6180ff62 61 fffd fffd 62 | TypeError
// want: efbfbd fffd | fffd
// want: f8888080 fffd fffd fffd fffd | TypeError
  }
  for (const hex of ['', '6100', '3dd800de', '3dd8', '3dd86100', '00de', '61', '610062', 'fffe6100', 'feff0061', 'fdff']) {
    console.log(hex, units(new TextDecoder('utf-16le').decode(bytes(hex))), '|', units(new TextDecoder('utf-16be').decode(bytes(hex))), '|', said(() => units(new TextDecoder('utf-16', { fatal: true }).decode(bytes(hex)))));
// want:   |  | 
// want: 6100 61 | 6100 | 61
// want: 3dd800de d83d de00 | 3dd8 de | d83d de00
// want: 3dd8 fffd | 3dd8 | TypeError
// want: 3dd86100 fffd 61 | 3dd8 6100 | TypeError
// want: 00de fffd | de | TypeError
// want: 61 fffd | fffd | TypeError
// want: 610062 61 fffd | 6100 fffd | TypeError
// want: fffe6100 61 | fffe 6100 | 61
// want: feff0061 fffe 6100 | 61 | fffe 6100
// want: fdff fffd | fdff | fffd
  }
  for (const [label, hex] of [['windows-1252', 'e9ff'], ['windows-1251', 'cff0e8'], ['shift_jis', '93fa967b'], ['euc-jp', 'c6fccbdc'], ['gbk', 'd6d0'], ['big5', 'a4a4'], ['euc-kr', 'c7d1'], ['koi8-r', 'f0d2'], ['iso-8859-15', 'a4']]) console.log(label, new TextDecoder(label).decode(bytes(hex)));
// want: windows-1252 éÿ
// want: windows-1251 При
// want: shift_jis 日本
// want: euc-jp 日本
// want: gbk 中
// want: big5 中
// want: euc-kr 한
// want: koi8-r Пр
// want: iso-8859-15 €

  for (const [label, parts] of [['utf-8', ['e2', '82', 'ac', 'f09f', '9880', 'e2']], ['utf-8', ['ef', 'bb', 'bf61', 'efbbbf']], ['utf-16le', ['3d', 'd8', '00', 'de61', '00', '3dd8']], ['utf-8', ['e2', '61', 'f0', '90', '41']]]) {
    const s = new TextDecoder(label);
    console.log(label, parts.map((hex) => units(s.decode(bytes(hex), { stream: true }))).join('/'), '/', units(s.decode()), '/', units(s.decode(bytes('6100'))));
// want: utf-8 //20ac//d83d de00/ / fffd / 61 0
// want: utf-8 //61/feff /  / 61 0
// want: utf-16le ///d83d de00/61/ / fffd / 61
// want: utf-8 /fffd 61///fffd 41 /  / 61 0
  }
  const buffer = bytes('0061626300').buffer;
  console.log(d.decode(new DataView(buffer, 1, 3)), d.decode(new Uint16Array(buffer.slice(1, 3))), d.decode(buffer).length);
// want: abc ab 5
  const again = new TextDecoder('utf-8', { fatal: true });
  console.log(said(() => again.decode(bytes('61ff'))), again.decode(bytes('62')), said(() => again.decode(bytes('e2'), { stream: true })), said(() => again.decode()), again.decode(bytes('63')));
// want: TypeError b  TypeError c
}
