// Digests of every length, and what is no digest.
// want: da39a3ee5e6b4b0d3255bfef95601890afd80709
// want: a9993e364706816aba3e25717850c26c9cd0d89d
// want: c3efa690fa3fdd2e2526853eed670538ea127638
// want: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
// want: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
// want: 44f8354494a5ba03ba1792a8d3e9c534c47a9181980fde7a3f44b06ef2ae7c7f
// want: 38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b
// want: cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7
// want: f096805600f4ca46f56b08074af11e7ec1da65cc3a66457c11ae0724d0c2e3912428dbc43d4ebc1cd0d7886109b07580
// want: cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e
// want: ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f
// want: ae13575c5d98bfa689617bb19f0f55efdd52b39397fd620bcd1fbc03fda979e6b69bfba24698176eafe766d31c48b70273b03198064323082e04cc4eb9126310
// want: a9993e364706816aba3e25717850c26c9cd0d89d 20
// want: a9993e364706816aba3e25717850c26c9cd0d89d
// want: md5 NotSupportedError
// want: no data TypeError
// want: text TypeError
// want: no name TypeError
// want: another this TypeError
const text = new TextEncoder();
const hex = (data) => Array.from(new Uint8Array(data), (b) => b.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(s.match(/../g) ?? [], (b) => parseInt(b, 16));
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name) } };
const { subtle } = crypto;

export default async function () {
  for (const name of ['SHA-1', 'sha-256', { name: 'SHA-384' }, 'SHA-512']) {
    for (const data of ['', 'abc', 'x'.repeat(1000)]) console.log(hex(await subtle.digest(name, text.encode(data))));
  }
  const view = new DataView(bytes('00616263').buffer, 1);
  console.log(hex(await subtle.digest('SHA-1', view)), (await subtle.digest('SHA-1', new ArrayBuffer(3))).byteLength);
  const changed = text.encode('abc');
  const promise = subtle.digest('SHA-1', changed);
  changed.fill(0);
  console.log(hex(await promise));
  await fails('md5', () => subtle.digest('MD5', new Uint8Array()));
  await fails('no data', () => subtle.digest('SHA-1'));
  await fails('text', () => subtle.digest('SHA-1', 'abc'));
  await fails('no name', () => subtle.digest({}, new Uint8Array()));
  await fails('another this', () => subtle.digest.call({}, 'SHA-1', new Uint8Array()));
}
