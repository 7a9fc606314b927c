// Elliptic curves with keys and signatures of another implementation.
// want: P-256 private public {"name":"ECDSA","namedCurve":"P-256"} true false
// want: 64 true false
// want: true true 3059301306072a8648ce3d020106082a8648ce3d030107034200040c316cc85c6b6d1065a0db7d51e3eb1213a768fb84d98428f84e4b87310e1bf41acdfe6e1d8fa13ea5afb72379d0446f1dabbacdca8c7e37c6084a9d9f7c8591
// want: [["crv","P-256"],["d","vM3XlCr-rzypFaAzkg874DsI8ydC3x2iI4KLYGBkRzA"],["ext",true],["key_ops",["sign"]],["kty","EC"],["x","DDFsyFxrbRBloNt9UePrEhOnaPuE2YQo-E5LhzEOG_Q"],["y","Gs3-bh2PoT6lr7cjedBEbx2rus3KjH43xghKnZ98hZE"]]
// want: true
// want: public
// want: another curve DataError
// want: b6c68a74b2f00b2088536ae3cf4fe2c7 b6c68a74b2f00b2088536ae3cf4fe2c70ecf663a3102740249183abae0193d6a
// want: b6c68a74b2f00b2088536ae3cf4fe2c70ecf663a3102740249183abae0193d6a
// want: too many OperationError
// want: a private key InvalidAccessError
// want: a key for signing InvalidAccessError
// want: no point DataError
// want: P-384 private public {"name":"ECDSA","namedCurve":"P-384"} true false
// want: 96 true false
// want: true true 3076301006072a8648ce3d020106052b81040022036200044778a83a9169e4369b53e658f585638b9f04d4d9e8d72153429b795bbad25a35da84c0c8e408c16e9d4c683c98d3e66bba10b6102b1ffd4ef2c5605f7fc10822bcabf8514bf3a2c58a8049aff4c42732469c76ab17892fdfd1768a04e0eea909
// want: [["crv","P-384"],["d","coGcEC1l8iKZ8kIrwH1Av4JzX-E815LId3OAkN-xkFbBXGDsCQ3MKxvPOs_7XFjO"],["ext",true],["key_ops",["sign"]],["kty","EC"],["x","R3ioOpFp5DabU-ZY9YVji58E1Nno1yFTQpt5W7rSWjXahMDI5AjBbp1MaDyY0-Zr"],["y","uhC2ECsf_U7yxWBff8EIIryr-FFL86LFioBJr_TEJzJGnHarF4kv39F2igTg7qkJ"]]
// want: true
// want: public
// want: another curve DataError
// want: 542d27223a576364593a255737d679bc 542d27223a576364593a255737d679bcc6edab534a67a2a08cfb1cf84bb1dedbd02d579f5ee49e6770b691fe45e03500
// want: 542d27223a576364593a255737d679bcc6edab534a67a2a08cfb1cf84bb1dedb
// want: too many OperationError
// want: a private key InvalidAccessError
// want: a key for signing InvalidAccessError
// want: no point DataError
// want: P-521 private public {"name":"ECDSA","namedCurve":"P-521"} true false
// want: 132 true false
// want: true true 30819b301006072a8648ce3d020106052b8104002303818600040062c5f09e8c773907e1b90cdbdad2144afc84811d26b90c5b5dd57242d01a6a04792a21c2d24fefa832dcde9c3daeff1dd3d72c9d341f819c2641313c901242fea400be34e975318b932f05bac82b5c95690387ef0375939928ef3d9411b4c545531fff2429699556a3d4be9b912c73b4e280eec388f278c17694e3101f98f479558fec
// want: [["crv","P-521"],["d","ALubjf1ctInVvR4nHg9O3YBR9LnUTZHXBGC0Qc2tmoyJldxwki4h9OkvOGffnQEXmTltAKdPkm5x8cBAUKbHJx8q"],["ext",true],["key_ops",["sign"]],["kty","EC"],["x","AGLF8J6MdzkH4bkM29rSFEr8hIEdJrkMW13VckLQGmoEeSohwtJP76gy3N6cPa7_HdPXLJ00H4GcJkExPJASQv6k"],["y","AL406XUxi5MvBbrIK1yVaQOH7wN1k5ko7z2UEbTFRVMf_yQpaZVWo9S-m5Esc7TigO7DiPJ4wXaU4xAfmPR5VY_s"]]
// want: true
// want: public
// want: another curve DataError
// want: 00f7034acbbfd641b183371d589be451 00f7034acbbfd641b183371d589be451bd3c1201985d2ccdd02645494fa14a201c23804b9e9c2d735b756eb3d1d917e5c932be60f389660c65e8099e3704931aae9a
// want: 00f7034acbbfd641b183371d589be451bd3c1201985d2ccdd02645494fa14a20
// want: too many OperationError
// want: a private key InvalidAccessError
// want: a key for signing InvalidAccessError
// want: no point DataError
// want: 0 deriveBits
// want: no curve NotSupportedError
// want: no use SyntaxError
// want: a wrong use SyntaxError
const text = new TextEncoder();
const hex = (data) => Array.from(new Uint8Array(data), (b) => b.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(s.match(/../g) ?? [], (b) => parseInt(b, 16));
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name) } };
const { subtle } = crypto;
const base64url = (s) => Uint8Array.from(Array.from(atob(s.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0)));

const given = {
  "P-256": {
    "private": "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgvM3XlCr-rzypFaAzkg874DsI8ydC3x2iI4KLYGBkRzChRANCAAQMMWzIXGttEGWg231R4-sSE6do-4TZhCj4TkuHMQ4b9BrN_m4dj6E-pa-3I3nQRG8dq7rNyox-N8YISp2ffIWR",
    "raw": "BAwxbMhca20QZaDbfVHj6xITp2j7hNmEKPhOS4cxDhv0Gs3-bh2PoT6lr7cjedBEbx2rus3KjH43xghKnZ98hZE",
    "signature": "RP-_GqKz9Utaw6PqUOnkFhNYT_15kAAyq79C1PlVoajsSCxTs3Bcj-jMTNwFi8HDrTGC-WX2sdRzV8XISHFCMA",
    "peer": "BHIujQUHF-EjaxxBU9DUlLD5CMlxkRYTsS88ZUh7wl2hmM6Y5EjYoZQdKZl-PZ3R0Tfmq7Xfz1oqm1C5qKFbwt0"
  },
  "P-384": {
    "private": "MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDBygZwQLWXyIpnyQivAfUC_gnNf4TzXksh3c4CQ37GQVsFcYOwJDcwrG886z_tcWM6hZANiAARHeKg6kWnkNptT5lj1hWOLnwTU2ejXIVNCm3lbutJaNdqEwMjkCMFunUxoPJjT5mu6ELYQKx_9TvLFYF9_wQgivKv4UUvzosWKgEmv9MQnMkacdqsXiS_f0XaKBODuqQk",
    "raw": "BEd4qDqRaeQ2m1PmWPWFY4ufBNTZ6NchU0KbeVu60lo12oTAyOQIwW6dTGg8mNPma7oQthArH_1O8sVgX3_BCCK8q_hRS_OixYqASa_0xCcyRpx2qxeJL9_RdooE4O6pCQ",
    "signature": "TyWW9cYUhRFP91YDfVjAf-twDK7mF6-_uSk0h9eqX3E2l3Qpeu9dKkq9VyCCNYBMWqNTmNhPN0aEF1Tc1uGHq0UCoImuYsawsNV-XWVTGDC1JwjAZL4X7dD2UN4hyDWr",
    "peer": "BD5y7568PKYt5IlGduYqgQDoWHXpplWLgDKl8o3t-tlUhPZCsjUsYa1qldle4L8mw9vvbkJrHn3ueaQcTumYPJMMtOhOI9gkkexnAN_MgWuTWwk6Z3Siy8k3eq7tqRIbqw"
  },
  "P-521": {
    "private": "MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIAu5uN_Vy0idW9HiceD07dgFH0udRNkdcEYLRBza2ajImV3HCSLiH06S84Z9-dAReZOW0Ap0-SbnHxwEBQpscnHyqhgYkDgYYABABixfCejHc5B-G5DNva0hRK_ISBHSa5DFtd1XJC0BpqBHkqIcLST--oMtzenD2u_x3T1yydNB-BnCZBMTyQEkL-pAC-NOl1MYuTLwW6yCtclWkDh-8DdZOZKO89lBG0xUVTH_8kKWmVVqPUvpuRLHO04oDuw4jyeMF2lOMQH5j0eVWP7A",
    "raw": "BABixfCejHc5B-G5DNva0hRK_ISBHSa5DFtd1XJC0BpqBHkqIcLST--oMtzenD2u_x3T1yydNB-BnCZBMTyQEkL-pAC-NOl1MYuTLwW6yCtclWkDh-8DdZOZKO89lBG0xUVTH_8kKWmVVqPUvpuRLHO04oDuw4jyeMF2lOMQH5j0eVWP7A",
    "signature": "AKp22cna3hpTGgBkVhokOQl9jb0wmRqPRjvuw_dI89AdVwyTZQaw-9qCoGSPjzFhWL66cXaW6H4GGHiqpsEUXV4dAVnkrun53xA5ASJpVf70NLJw1pgML2YnG07kcf8HZX7OBpUcPGUISjvaAKIQSb9YPjDDXhSDDaENT8z2tdL5NwQp",
    "peer": "BAFee_VY_1kul4aSu8l5SI20w0pjB6FzSWM9TiMUqS-Rc7ztVIm72BeO4IdMzsOYhajrTmmQNt4p9Ugaz0XKrPSaTAGB4YG0yKSbXLG4By31ChgrHRSVMPuX2K6BT_4TT2qWWShHQ_HFbCScp5nyHFl0JPJsy3Hc7iHO6ODz0Wi0ps8h9w"
  }
};

export default async function () {
  const message = text.encode('message');
  for (const [namedCurve, g] of Object.entries(given)) {
    const algorithm = { name: 'ECDSA', namedCurve }, sha = { name: 'ECDSA', hash: 'SHA-512' };
    const mine = await subtle.importKey('pkcs8', base64url(g.private), algorithm, true, ['sign']);
    const yours = await subtle.importKey('raw', base64url(g.raw), algorithm, true, ['verify']);
    console.log(namedCurve, mine.type, yours.type, JSON.stringify(mine.algorithm), await subtle.verify(sha, yours, base64url(g.signature), message), await subtle.verify({ name: 'ECDSA', hash: 'SHA-1' }, yours, base64url(g.signature), message));
    const signature = await subtle.sign(sha, mine, message);
    console.log(signature.byteLength, await subtle.verify(sha, yours, signature, message), await subtle.verify(sha, yours, new Uint8Array(10), message));
    console.log(hex(await subtle.exportKey('pkcs8', mine)) === hex(base64url(g.private)), hex(await subtle.exportKey('raw', yours)) === hex(base64url(g.raw)), hex(await subtle.exportKey('spki', yours)));
    const jwk = await subtle.exportKey('jwk', mine);
    console.log(JSON.stringify(Object.entries(jwk).sort()));
    const again = await subtle.importKey('jwk', jwk, algorithm, true, ['sign']);
    console.log(hex(await subtle.exportKey('pkcs8', again)) === hex(base64url(g.private)));
    delete jwk.d;
    delete jwk.key_ops;
    console.log((await subtle.importKey('jwk', jwk, algorithm, true, ['verify'])).type);
    await fails('another curve', () => subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: namedCurve === 'P-256' ? 'P-384' : 'P-256' }, true, ['verify']));
    const agrees = await subtle.importKey('pkcs8', base64url(g.private), { name: 'ECDH', namedCurve }, true, ['deriveBits', 'deriveKey']);
    const peer = await subtle.importKey('raw', base64url(g.peer), { name: 'ECDH', namedCurve }, true, []);
    console.log(hex(await subtle.deriveBits({ name: 'ECDH', public: peer }, agrees, 128)), hex(await subtle.deriveBits({ name: 'ECDH', public: peer }, agrees, null)));
    const key = await subtle.deriveKey({ name: 'ECDH', public: peer }, agrees, { name: 'AES-CBC', length: 256 }, true, ['encrypt']);
    console.log(hex(await subtle.exportKey('raw', key)));
    await fails('too many', () => subtle.deriveBits({ name: 'ECDH', public: peer }, agrees, 1000));
    await fails('a private key', () => subtle.deriveBits({ name: 'ECDH', public: agrees }, agrees, 128));
    await fails('a key for signing', () => subtle.deriveBits({ name: 'ECDH', public: yours }, agrees, 128));
    await fails('no point', () => subtle.importKey('raw', new Uint8Array(65).fill(4), algorithm, true, ['verify']));
  }
  const pair = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  console.log(pair.publicKey.usages.length, pair.privateKey.usages.join());
  await fails('no curve', () => subtle.generateKey({ name: 'ECDH', namedCurve: 'P-1' }, true, ['deriveBits']));
  await fails('no use', () => subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']));
  await fails('a wrong use', () => subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['encrypt']));
}
