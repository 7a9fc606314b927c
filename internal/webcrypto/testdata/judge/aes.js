// AES both ways, and what it refuses.
// want: 0 AES-CBC d02a48244eccdc2379224dbc54703612 true
// want: 0 AES-CTR  true
// want: 0 AES-CTR  true
// want: 0 AES-CTR  true
// want: 0 AES-GCM d2774959290579969a7a7893db294623 true
// want: 0 AES-GCM 060800f62904db0d6a4bbc4b true
// want: 0 aes-gcm 4cc68174 true
// want: 1 AES-CBC c947406a027864e6988bb793ecd637c0 true
// want: 1 AES-CTR b1 true
// want: 1 AES-CTR 61 true
// want: 1 AES-CTR 61 true
// want: 1 AES-GCM 163cbed601adb5c4f619cb823715ca4d46 true
// want: 1 AES-GCM 166620216c87a9d33bdf01bb3d true
// want: 1 aes-gcm e82ad929b9 true
// want: 15 AES-CBC b982e51b041ff7e52382e9ebcf783ea2 true
// want: 15 AES-CTR b1b2c5df2a8cd308c849dff3a96990 true
// want: 15 AES-CTR 61a0c0ef3355364f9056d9003411aa true
// want: 15 AES-CTR 61a0c0ef3355364f9056d9003411aa true
// want: 15 AES-GCM 161de1743ddf627334fb38b7d007aae76cd5c4279b1bbd78fbafd8bffdbf5c true
// want: 15 AES-GCM 161de1743ddf627334fb38b7d007aabdf222a90d870c70be3196d2 true
// want: 15 aes-gcm e8c5b1ffe04ffed44420149e19bd8bd5a7734e true
// want: 16 AES-CBC af4e616233416cc573d45d573ac3f88e0d01007527b854d210db885b7c2bbb92 true
// want: 16 AES-CTR b1b2c5df2a8cd308c849dff3a96990e9 true
// want: 16 AES-CTR 61a0c0ef3355364f9056d9003411aaaa true
// want: 16 AES-CTR 61a0c0ef3355364f9056d9003411aaaa true
// want: 16 AES-GCM 161de1743ddf627334fb38b7d007aa7040e41d0de0785ebcc991715794d20b9a true
// want: 16 AES-GCM 161de1743ddf627334fb38b7d007aa701a7aea60ca6449710f5b485d true
// want: 16 aes-gcm e8c5b1ffe04ffed44420149e19bd8b24a9dcfcfa true
// want: 17 AES-CBC af4e616233416cc573d45d573ac3f88e9d3b4e7483f5d3f20ac08080a325b4d1 true
// want: 17 AES-CTR b1b2c5df2a8cd308c849dff3a96990e93b true
// want: 17 AES-CTR 61a0c0ef3355364f9056d9003411aaaa36 true
// want: 17 AES-CTR 61a0c0ef3355364f9056d9003411aaaab5 true
// want: 17 AES-GCM 161de1743ddf627334fb38b7d007aa7042c25400712319328f9533afaac2fe7950 true
// want: 17 AES-GCM 161de1743ddf627334fb38b7d007aa70428e24114c359b816135195047 true
// want: 17 aes-gcm e8c5b1ffe04ffed44420149e19bd8b24859db53e9f true
// want: 100 AES-CBC af4e616233416cc573d45d573ac3f88eee6d0300c35d43b25d33c806e531bb447f86814214d1879b3f0c810b450686bb0361e0edba206b05f9121483ae4ca17e18814fcf6933d29e4afb0d16a14035da868342c18e3f793ce85fcd873eb660bf63c4843b040d916aac74c25f109c885e true
// want: 100 AES-CTR b1b2c5df2a8cd308c849dff3a96990e93b431835c900852463d0a59e0957bc14c1a63c3080885c8568488665a6cfdf7e7441149292c7b3194e7cbae462f32a0d4ed180549e9ca18be48e7d6f6786b79abeaa2c29336dc53f575a31599bb0fb513764b1d8 true
// want: 100 AES-CTR 61a0c0ef3355364f9056d9003411aaaa36f2a05a6a7a128ebb2a6dac32f965a487d72013607e5188a30e59fa07185a4f5696709246273bdac7f617d9533b68f2e6513f1b82a766036386a56b157150789bacc655b50bea58b35b8e986e5e37a14f3d9d27 true
// want: 100 AES-CTR 61a0c0ef3355364f9056d9003411aaaab586d007b0993baaa3aa74bc699b18edd57695517b5cec9afc868c5e4895527677df615d3bb85f40506a041f4867309d6c06a52f2a9154658385de15f8f9863aee3326f762d33e59af8a227947483f84e3015d32 true
// want: 100 AES-GCM 161de1743ddf627334fb38b7d007aa7042882433ecccf04adfb6d24c63b61fa51561ea066b9cfe62911f7755b372f6d73e41ab8388105ee9899f9f11ca6a9bd6746e05313b569e7873e7b8e69e4ceab4430fc973b6a5535f2fe08d2865976756c615ec85ec736c135021b1b325570ba5724dd862 true
// want: 100 AES-GCM 161de1743ddf627334fb38b7d007aa7042882433ecccf04adfb6d24c63b61fa51561ea066b9cfe62911f7755b372f6d73e41ab8388105ee9899f9f11ca6a9bd6746e05313b569e7873e7b8e69e4ceab4430fc973b6a5535f2fe08d2865976756c615ec858eb0ac326f539d74371bc501 true
// want: 100 aes-gcm e8c5b1ffe04ffed44420149e19bd8b2485706d3da2b67dfebe5d88494b635ebf2734410aed74214992334c2755dc485bf3cbf0b9e5e62d617e629bd2509c0f9f5569088c13e8a54dbedfead40b64c3fc2c379d01698ebedc15ca4bb27ac8801c07070bcda4810554 true
// want: secret true {"name":"AES-GCM","length":128} encrypt,decrypt 000102030405060708090a0b0c0d0e0f
// want: [["alg","A128GCM"],["ext",true],["k","AAECAwQFBgcICQoLDA0ODw"],["key_ops",["encrypt","decrypt"]],["kty","oct"]]
// want: secret false {"name":"AES-CBC","length":192} encrypt,decrypt
// want: a changed byte OperationError
// want: too short OperationError
// want: tagLength OperationError
// want: no iv TypeError
// want: a short iv OperationError
// want: no padding OperationError
// want: no block OperationError
// want: a counter that comes round OperationError
// want: a counter of 0 bits OperationError
// want: another algorithm InvalidAccessError
// want: another use InvalidAccessError
// want: no use SyntaxError
// want: a wrong use SyntaxError
// want: an unknown use TypeError
// want: an odd key DataError
// want: an odd length OperationError
// want: no length TypeError
// want: an unknown format TypeError
// want: no key TypeError
// want: {"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODw"} gives 000102030405060708090a0b0c0d0e0f
// want: {"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODw","alg":"A128GCM","ext":true,"key_ops":["encrypt","decrypt"]} gives 000102030405060708090a0b0c0d0e0f
// want: {"kty":"EC","k":"AAECAwQFBgcICQoLDA0ODw"} DataError
// want: {"kty":"oct"} DataError
// want: {"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODw","alg":"A256GCM"} DataError
// want: {"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODw","ext":false} DataError
// want: {"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODw","key_ops":["sign"]} DataError
// want: {"kty":"oct","k":"AAEC"} DataError
const text = new TextEncoder();
const hex = (data) => Array.from(new Uint8Array(data), (b) => b.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(s.match(/../g) ?? [], (b) => parseInt(b, 16));
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name) } };
const { subtle } = crypto;

const raw = bytes('000102030405060708090a0b0c0d0e0f');
const key = (name, uses = ['encrypt', 'decrypt']) => subtle.importKey('raw', raw, name, true, uses);

export default async function () {
  for (const size of [0, 1, 15, 16, 17, 100]) {
    const data = new Uint8Array(size).fill(7);
    for (const algorithm of [
      { name: 'AES-CBC', iv: bytes('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff') },
      { name: 'AES-CTR', counter: bytes('fffffffffffffffffffffffffffffffe'), length: 128 },
      { name: 'AES-CTR', counter: bytes('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'), length: 5 },
      { name: 'AES-CTR', counter: bytes('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'), length: 64 },
      { name: 'AES-GCM', iv: bytes('f0f1f2f3f4f5f6f7f8f9fafb') },
      { name: 'AES-GCM', iv: bytes('f0f1f2f3f4f5f6f7f8f9fafb'), additionalData: text.encode('more'), tagLength: 96 },
      { name: 'aes-gcm', iv: bytes('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'), tagLength: 32 },
    ]) {
      const k = await key(algorithm.name);
      const sealed = await subtle.encrypt(algorithm, k, data);
      console.log(size, algorithm.name, hex(sealed), hex(await subtle.decrypt(algorithm, k, sealed)) === hex(data));
    }
  }
  const k = await key('AES-GCM');
  console.log(k.type, k.extractable, JSON.stringify(k.algorithm), k.usages.join(), hex(await subtle.exportKey('raw', k)));
  console.log(JSON.stringify(Object.entries(await subtle.exportKey('jwk', k)).sort()));
  const made = await subtle.generateKey({ name: 'AES-CBC', length: 192 }, false, ['encrypt', 'decrypt', 'encrypt']);
  console.log(made.type, made.extractable, JSON.stringify(made.algorithm), made.usages.join());
  const iv = new Uint8Array(12);
  await fails('a changed byte', () => subtle.decrypt({ name: 'AES-GCM', iv }, k, new Uint8Array(32)));
  await fails('too short', () => subtle.decrypt({ name: 'AES-GCM', iv }, k, new Uint8Array(3)));
  await fails('tagLength', () => subtle.encrypt({ name: 'AES-GCM', iv, tagLength: 33 }, k, new Uint8Array(3)));
  await fails('no iv', () => subtle.encrypt({ name: 'AES-GCM' }, k, new Uint8Array(3)));
  await fails('a short iv', async () => subtle.encrypt({ name: 'AES-CBC', iv }, await key('AES-CBC'), new Uint8Array(3)));
  await fails('no padding', async () => subtle.decrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, await key('AES-CBC'), new Uint8Array(16)));
  await fails('no block', async () => subtle.decrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, await key('AES-CBC'), new Uint8Array(15)));
  await fails('a counter that comes round', async () => subtle.encrypt({ name: 'AES-CTR', counter: new Uint8Array(16), length: 1 }, await key('AES-CTR'), new Uint8Array(33)));
  await fails('a counter of 0 bits', async () => subtle.encrypt({ name: 'AES-CTR', counter: new Uint8Array(16), length: 0 }, await key('AES-CTR'), new Uint8Array(3)));
  await fails('another algorithm', () => subtle.encrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, k, new Uint8Array(3)));
  await fails('another use', async () => subtle.encrypt({ name: 'AES-GCM', iv }, await key('AES-GCM', ['decrypt']), new Uint8Array(3)));
  await fails('no use', () => key('AES-GCM', []));
  await fails('a wrong use', () => key('AES-GCM', ['sign']));
  await fails('an unknown use', () => key('AES-GCM', ['cook']));
  await fails('an odd key', () => subtle.importKey('raw', new Uint8Array(17), 'AES-GCM', true, ['encrypt']));
  await fails('an odd length', () => subtle.generateKey({ name: 'AES-GCM', length: 100 }, true, ['encrypt']));
  await fails('no length', () => subtle.generateKey('AES-GCM', true, ['encrypt']));
  await fails('an unknown format', () => subtle.importKey('der', raw, 'AES-GCM', true, ['encrypt']));
  await fails('no key', () => subtle.encrypt({ name: 'AES-GCM', iv }, {}, new Uint8Array(3)));
  for (const jwk of [{ kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw' }, { kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw', alg: 'A128GCM', ext: true, key_ops: ['encrypt', 'decrypt'] }, { kty: 'EC', k: 'AAECAwQFBgcICQoLDA0ODw' },
    { kty: 'oct' }, { kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw', alg: 'A256GCM' }, { kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw', ext: false }, { kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw', key_ops: ['sign'] }, { kty: 'oct', k: 'AAEC' }]) {
    await fails(JSON.stringify(jwk), async () => hex(await subtle.exportKey('raw', await subtle.importKey('jwk', jwk, 'AES-GCM', true, ['encrypt']))));
  }
}
