// Ed25519 and X25519.
// want: f8e53a9bf9028e9ba91ca96b3d027321863ce12d8f2602b98b0c7c23be7b79fcc204032e26dfa205821212c5230bfa9315664bf335d5b26076c28ff9c57db809 true false
// want: true 302a300506032b65700321006cce998d1149db1f0e42988cd9a0d4d11056213f6119e7a6bdd16e3efa72030b {"name":"Ed25519"} private
// want: OKP Ed25519 c5Ioq-bDuU9CFbS1j1joiXUAug8CalFeH_5bGjwaPFE bM6ZjRFJ2x8OQpiM2aDU0RBWIT9hGeemvdFuPvpyAws
// want: true
// want: 37d86a2b741f18b9f82e93e6531cb9dceb8512653a1bd3e22a329c2fc9df7d43 true
// want: 0 deriveKey,deriveBits
// want: a wrong use SyntaxError
// want: short DataError
const text = new TextEncoder();
const hex = (data) => Array.from(new Uint8Array(data), (b) => b.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(s.match(/../g) ?? [], (b) => parseInt(b, 16));
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name) } };
const { subtle } = crypto;
const base64url = (s) => Uint8Array.from(Array.from(atob(s.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0)));

const ed = base64url('MC4CAQAwBQYDK2VwBCIEIHOSKKvmw7lPQhW0tY9Y6Il1ALoPAmpRXh_-Wxo8GjxR'), edPublic = base64url('bM6ZjRFJ2x8OQpiM2aDU0RBWIT9hGeemvdFuPvpyAws'), x = base64url('MC4CAQAwBQYDK2VuBCIEIDCB2T8Ykd1cBYAWbxNgTJaKwsCJHSutAafnS8CMVBdy'), xPeer = base64url('SbnuWSgTrrEmzfrGZoMWmYYmXbC5qcH9EUyvXP5qglI');

export default async function () {
  const message = text.encode('message');
  const mine = await subtle.importKey('pkcs8', ed, 'Ed25519', true, ['sign']);
  const yours = await subtle.importKey('raw', edPublic, 'Ed25519', true, ['verify']);
  const signature = await subtle.sign('Ed25519', mine, message);
  console.log(hex(signature), await subtle.verify('Ed25519', yours, signature, message), await subtle.verify('Ed25519', yours, signature, text.encode('another')));
  console.log(hex(await subtle.exportKey('pkcs8', mine)) === hex(ed), hex(await subtle.exportKey('spki', yours)), JSON.stringify(mine.algorithm), mine.type);
  const jwk = await subtle.exportKey('jwk', mine);
  console.log(jwk.kty, jwk.crv, jwk.d, jwk.x);
  console.log(hex(await subtle.sign('Ed25519', await subtle.importKey('jwk', jwk, 'Ed25519', true, ['sign']), message)) === hex(signature));
  const agrees = await subtle.importKey('pkcs8', x, 'X25519', true, ['deriveBits']);
  const peer = await subtle.importKey('raw', xPeer, 'X25519', true, []);
  console.log(hex(await subtle.deriveBits({ name: 'X25519', public: peer }, agrees, 256)), hex(await subtle.exportKey('raw', peer)) === hex(xPeer));
  const pair = await subtle.generateKey('X25519', true, ['deriveKey', 'deriveBits']);
  console.log(pair.publicKey.usages.length, pair.privateKey.usages.join());
  await fails('a wrong use', () => subtle.importKey('raw', edPublic, 'Ed25519', true, ['sign']));
  await fails('short', () => subtle.importKey('raw', new Uint8Array(31), 'Ed25519', true, ['verify']));
}
