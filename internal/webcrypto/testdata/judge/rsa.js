// RSA with a key that another implementation made, and its signatures.
// want: SHA-1 704b8b8708021686555beedf3723297d250b6b8094b69c4961bc11a11fc891d26d5ddfbce141ca4ff69dbba24791d3b00b197d6b4ef7d351506693fc138a3d9219e4f84752aa8db464456718ff46936b62fde8fb6f3e4f4fa3dd3b7cd9aa0f1c3f56c398f66d4fe7641533c6da9366132f84e5d97f1c5b41a105cc8bbb508651 true false
// want: true true
// want: [["alg","RS1"],["d","ihGaVa0dYVu0D7eS2l4lAWpic5YCZUJ4v-gYUu5nLZFyWrStNamprrLlgkUJ7SiNXB5YCVI6dq-nsNJMEgQzJbS8--f1MVTpiTkMTMwN-SCQfkQJr0z0afFE_LWGRDLqA7GtIEE5E4U1j5v5uZrp0VYnKdFJ-zO37UM5StACuAE"],["dp","zbuVWRUDAcxHq0eQZyXApaVU8mtmMmA1B24Q0YHSBXjiGN-5e52dKPVmYVqAJBDo_dhosLJXLcrScJ_-6uBcYQ"],["dq","BMUW6hC9mWeLQjL4OooUl5B07tq1dIydBhRAURl7wo4Us1dnYSu1abnMQaz1dB33QIZaP3wiq3aWr6rAlgKmAQ"],["e","AQAB"],["ext",true],["key_ops",["sign"]],["kty","RSA"],["n","rdTNcxZuXxRbh8iJtnOl3H1ADS6zcXtDmC0Mu5W0GxJS7_j1AU15dz5zDACmb1XZwtu8U7wSatkwccCpMwo-tcmBqect9DXCLNlktLRZtfGUBxcwtoFN2BYkeWNipCKr7rXoe1aUgym-_nOXENdHQWR9GgQypEmOhZc9UjuAIlE"],["p","4qEzstUVLIy66yCbPrzdSi7PYldaRmgcmr9hGUCjD83paI-gJQBj_pmCZmWbmOfdbu13FbD64UtLSm0AH83pEQ"],["q","xFvt2qNSrTV-WcPtluJFu1gzWLTLIxD6ADR8W6BMjIRh_1-iLs7jSTMiAXtbgnrAuNxs_71ztuAvUUbLYQClQQ"],["qi","OcGCaMdU-_egtcLrgrKPpHz9vHgBkTbx4FuLUedy9BqkmZnHMYpW2Tox5iOeCVRkrhJhaC9D_LbSlYVZ0zbqXA"]]
// want: true
// want: SHA-256 2f73109575cd0d26aef3113bee792effc556e989176ab09bf4e3b68feead19e25ce8bd8c7136d99d1bf4847f364453a279a36d18eb5f198b65404a0dd058bc4b3aea009a408f70377f0600bb8f5523b048f8d38495315c053164058c9b29bd838d6ec70bacf6d9ce36f94a6405691c40ef365b6904e230541000befd60d450e4 true false
// want: true true
// want: [["alg","RS256"],["d","ihGaVa0dYVu0D7eS2l4lAWpic5YCZUJ4v-gYUu5nLZFyWrStNamprrLlgkUJ7SiNXB5YCVI6dq-nsNJMEgQzJbS8--f1MVTpiTkMTMwN-SCQfkQJr0z0afFE_LWGRDLqA7GtIEE5E4U1j5v5uZrp0VYnKdFJ-zO37UM5StACuAE"],["dp","zbuVWRUDAcxHq0eQZyXApaVU8mtmMmA1B24Q0YHSBXjiGN-5e52dKPVmYVqAJBDo_dhosLJXLcrScJ_-6uBcYQ"],["dq","BMUW6hC9mWeLQjL4OooUl5B07tq1dIydBhRAURl7wo4Us1dnYSu1abnMQaz1dB33QIZaP3wiq3aWr6rAlgKmAQ"],["e","AQAB"],["ext",true],["key_ops",["sign"]],["kty","RSA"],["n","rdTNcxZuXxRbh8iJtnOl3H1ADS6zcXtDmC0Mu5W0GxJS7_j1AU15dz5zDACmb1XZwtu8U7wSatkwccCpMwo-tcmBqect9DXCLNlktLRZtfGUBxcwtoFN2BYkeWNipCKr7rXoe1aUgym-_nOXENdHQWR9GgQypEmOhZc9UjuAIlE"],["p","4qEzstUVLIy66yCbPrzdSi7PYldaRmgcmr9hGUCjD83paI-gJQBj_pmCZmWbmOfdbu13FbD64UtLSm0AH83pEQ"],["q","xFvt2qNSrTV-WcPtluJFu1gzWLTLIxD6ADR8W6BMjIRh_1-iLs7jSTMiAXtbgnrAuNxs_71ztuAvUUbLYQClQQ"],["qi","OcGCaMdU-_egtcLrgrKPpHz9vHgBkTbx4FuLUedy9BqkmZnHMYpW2Tox5iOeCVRkrhJhaC9D_LbSlYVZ0zbqXA"]]
// want: true
// want: SHA-384 a19ffb2a765f673f747aea2907cf263fb025a1338b220d4725528b279dfb0f3b190ee5ee2ff08535287dc04be017643330283a1cac7d5ca41309eb83f203aafa5bd77df173ac22e7798dc7ce545a514fc011c4d99bab180c350eb4959f343f02e6ab8b11ed4dcd22df7a309db6bb3753b898499e6f85d33df2758db4b13d8b34 true false
// want: true true
// want: [["alg","RS384"],["d","ihGaVa0dYVu0D7eS2l4lAWpic5YCZUJ4v-gYUu5nLZFyWrStNamprrLlgkUJ7SiNXB5YCVI6dq-nsNJMEgQzJbS8--f1MVTpiTkMTMwN-SCQfkQJr0z0afFE_LWGRDLqA7GtIEE5E4U1j5v5uZrp0VYnKdFJ-zO37UM5StACuAE"],["dp","zbuVWRUDAcxHq0eQZyXApaVU8mtmMmA1B24Q0YHSBXjiGN-5e52dKPVmYVqAJBDo_dhosLJXLcrScJ_-6uBcYQ"],["dq","BMUW6hC9mWeLQjL4OooUl5B07tq1dIydBhRAURl7wo4Us1dnYSu1abnMQaz1dB33QIZaP3wiq3aWr6rAlgKmAQ"],["e","AQAB"],["ext",true],["key_ops",["sign"]],["kty","RSA"],["n","rdTNcxZuXxRbh8iJtnOl3H1ADS6zcXtDmC0Mu5W0GxJS7_j1AU15dz5zDACmb1XZwtu8U7wSatkwccCpMwo-tcmBqect9DXCLNlktLRZtfGUBxcwtoFN2BYkeWNipCKr7rXoe1aUgym-_nOXENdHQWR9GgQypEmOhZc9UjuAIlE"],["p","4qEzstUVLIy66yCbPrzdSi7PYldaRmgcmr9hGUCjD83paI-gJQBj_pmCZmWbmOfdbu13FbD64UtLSm0AH83pEQ"],["q","xFvt2qNSrTV-WcPtluJFu1gzWLTLIxD6ADR8W6BMjIRh_1-iLs7jSTMiAXtbgnrAuNxs_71ztuAvUUbLYQClQQ"],["qi","OcGCaMdU-_egtcLrgrKPpHz9vHgBkTbx4FuLUedy9BqkmZnHMYpW2Tox5iOeCVRkrhJhaC9D_LbSlYVZ0zbqXA"]]
// want: true
// want: SHA-512 02c57deef0682de076c1ac8bc497bae22082cd1aaadbae5b9f0d767d608c68efea7a8be116df244f3535b19925d9a74d7efaf2d40d6987532660b7c6d6fa4e50b9eefb60f336a362944a0182b6e2453e4ae413f4f5caf9ab697d37d0605c8be118ad092424a555ca13f1f4edcf911811300b1f891be03554cdb8573a212751d6 true false
// want: true true
// want: [["alg","RS512"],["d","ihGaVa0dYVu0D7eS2l4lAWpic5YCZUJ4v-gYUu5nLZFyWrStNamprrLlgkUJ7SiNXB5YCVI6dq-nsNJMEgQzJbS8--f1MVTpiTkMTMwN-SCQfkQJr0z0afFE_LWGRDLqA7GtIEE5E4U1j5v5uZrp0VYnKdFJ-zO37UM5StACuAE"],["dp","zbuVWRUDAcxHq0eQZyXApaVU8mtmMmA1B24Q0YHSBXjiGN-5e52dKPVmYVqAJBDo_dhosLJXLcrScJ_-6uBcYQ"],["dq","BMUW6hC9mWeLQjL4OooUl5B07tq1dIydBhRAURl7wo4Us1dnYSu1abnMQaz1dB33QIZaP3wiq3aWr6rAlgKmAQ"],["e","AQAB"],["ext",true],["key_ops",["sign"]],["kty","RSA"],["n","rdTNcxZuXxRbh8iJtnOl3H1ADS6zcXtDmC0Mu5W0GxJS7_j1AU15dz5zDACmb1XZwtu8U7wSatkwccCpMwo-tcmBqect9DXCLNlktLRZtfGUBxcwtoFN2BYkeWNipCKr7rXoe1aUgym-_nOXENdHQWR9GgQypEmOhZc9UjuAIlE"],["p","4qEzstUVLIy66yCbPrzdSi7PYldaRmgcmr9hGUCjD83paI-gJQBj_pmCZmWbmOfdbu13FbD64UtLSm0AH83pEQ"],["q","xFvt2qNSrTV-WcPtluJFu1gzWLTLIxD6ADR8W6BMjIRh_1-iLs7jSTMiAXtbgnrAuNxs_71ztuAvUUbLYQClQQ"],["qi","OcGCaMdU-_egtcLrgrKPpHz9vHgBkTbx4FuLUedy9BqkmZnHMYpW2Tox5iOeCVRkrhJhaC9D_LbSlYVZ0zbqXA"]]
// want: true
// want: public 1024 010001 SHA-384
// want: true false
// want: true
// want: secret
// want: another label OperationError
// want: 6d657373616765
// want: too long OperationError
// want: decrypt 00000000000000000000000000000000
// want: private false sign public true verify 1024
// want: a wrong use SyntaxError
// want: no private use SyntaxError
// want: nothing to sign with SyntaxError
// want: no DER DataError
// want: no salt TypeError
// want: public as private InvalidAccessError
const text = new TextEncoder();
const hex = (data) => Array.from(new Uint8Array(data), (b) => b.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(s.match(/../g) ?? [], (b) => parseInt(b, 16));
const fails = async (what, f) => { try { console.log(what, 'gives', await f()) } catch (e) { console.log(what, e.name) } };
const { subtle } = crypto;
const base64url = (s) => Uint8Array.from(Array.from(atob(s.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0)));

const pkcs8 = base64url('MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAK3UzXMWbl8UW4fIibZzpdx9QA0us3F7Q5gtDLuVtBsSUu_49QFNeXc-cwwApm9V2cLbvFO8EmrZMHHAqTMKPrXJgannLfQ1wizZZLS0WbXxlAcXMLaBTdgWJHljYqQiq-616HtWlIMpvv5zlxDXR0FkfRoEMqRJjoWXPVI7gCJRAgMBAAECgYEAihGaVa0dYVu0D7eS2l4lAWpic5YCZUJ4v-gYUu5nLZFyWrStNamprrLlgkUJ7SiNXB5YCVI6dq-nsNJMEgQzJbS8--f1MVTpiTkMTMwN-SCQfkQJr0z0afFE_LWGRDLqA7GtIEE5E4U1j5v5uZrp0VYnKdFJ-zO37UM5StACuAECQQDioTOy1RUsjLrrIJs-vN1KLs9iV1pGaByav2EZQKMPzeloj6AlAGP-mYJmZZuY591u7XcVsPrhS0tKbQAfzekRAkEAxFvt2qNSrTV-WcPtluJFu1gzWLTLIxD6ADR8W6BMjIRh_1-iLs7jSTMiAXtbgnrAuNxs_71ztuAvUUbLYQClQQJBAM27lVkVAwHMR6tHkGclwKWlVPJrZjJgNQduENGB0gV44hjfuXudnSj1ZmFagCQQ6P3YaLCyVy3K0nCf_urgXGECQATFFuoQvZlni0Iy-DqKFJeQdO7atXSMnQYUQFEZe8KOFLNXZ2ErtWm5zEGs9XQd90CGWj98Iqt2lq-qwJYCpgECQDnBgmjHVPv3oLXC64Kyj6R8_bx4AZE28eBbi1HncvQapJmZxzGKVtk6MeYjnglUZK4SYWgvQ_y20pWFWdM26lw');
const spki = base64url('MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCt1M1zFm5fFFuHyIm2c6XcfUANLrNxe0OYLQy7lbQbElLv-PUBTXl3PnMMAKZvVdnC27xTvBJq2TBxwKkzCj61yYGp5y30NcIs2WS0tFm18ZQHFzC2gU3YFiR5Y2KkIqvuteh7VpSDKb7-c5cQ10dBZH0aBDKkSY6Flz1SO4AiUQIDAQAB');
const pss = base64url('L0Dx-lj90r-RoYDYDrwXJ4mN7-i1EXfOUx5mgn-PNVjZP-6RGJWDVZSmob9eiliMGpTbv-PkadrK7K19QX2Jj5p149eYAKp6JqDJ7QLTjBboGbPp6roew2PAg_ecgjzGjeu640bbIpywV96mjJ16HwSXRCiNGLvLFc-vUD0Uz4U');
const oaep = base64url('bhFfPhoAWy3VmLVu5cVLm9wGi0HK3hDzjpwfKU5gESf6JAkVEk1FrNahnRjEbWglkQ4JtqpuNOCo13VwYWjjS3QVcFK6AopfL-SKYk31KvMMjkwL7snHBjaFdltoXWc_X_Vw0bra8xuDmPnhWQ6jczw4j1yjPA4F4rX5CZnbtXg');

export default async function () {
  const message = text.encode('message');
  for (const hash of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']) {
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash };
    const mine = await subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']);
    const yours = await subtle.importKey('spki', spki, algorithm, true, ['verify']);
    const signature = await subtle.sign('RSASSA-PKCS1-v1_5', mine, message);
    console.log(hash, hex(signature), await subtle.verify('RSASSA-PKCS1-v1_5', yours, signature, message), await subtle.verify('RSASSA-PKCS1-v1_5', yours, signature, text.encode('another')));
    console.log(hex(await subtle.exportKey('spki', yours)) === hex(spki), hex(await subtle.exportKey('pkcs8', mine)) === hex(pkcs8));
    console.log(JSON.stringify(Object.entries(await subtle.exportKey('jwk', mine)).sort()));
    const again = await subtle.importKey('jwk', await subtle.exportKey('jwk', mine), algorithm, true, ['sign']);
    console.log(hex(await subtle.sign('RSASSA-PKCS1-v1_5', again, message)) === hex(signature));
  }
  const verifies = await subtle.importKey('spki', spki, { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);
  console.log(verifies.type, verifies.algorithm.modulusLength, hex(verifies.algorithm.publicExponent), verifies.algorithm.hash.name);
  console.log(await subtle.verify({ name: 'RSA-PSS', saltLength: 20 }, verifies, pss, message), await subtle.verify({ name: 'RSA-PSS', saltLength: 32 }, verifies, pss, message));
  const signs = await subtle.importKey('pkcs8', pkcs8, { name: 'RSA-PSS', hash: 'SHA-384' }, false, ['sign']);
  console.log(await subtle.verify({ name: 'RSA-PSS', saltLength: 48 }, verifies, await subtle.sign({ name: 'RSA-PSS', saltLength: 48 }, signs, message), message));
  const opens = await subtle.importKey('pkcs8', pkcs8, { name: 'RSA-OAEP', hash: 'SHA-1' }, true, ['decrypt', 'unwrapKey']);
  console.log(new TextDecoder().decode(await subtle.decrypt({ name: 'RSA-OAEP', label: text.encode('label') }, opens, oaep)));
  await fails('another label', () => subtle.decrypt({ name: 'RSA-OAEP' }, opens, oaep));
  const seals = await subtle.importKey('spki', spki, { name: 'RSA-OAEP', hash: 'SHA-1' }, true, ['encrypt', 'wrapKey']);
  console.log(hex(await subtle.decrypt('RSA-OAEP', opens, await subtle.encrypt('RSA-OAEP', seals, message))));
  await fails('too long', () => subtle.encrypt('RSA-OAEP', seals, new Uint8Array(200)));
  const aes = await subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', true, ['encrypt']);
  const unwrapped = await subtle.unwrapKey('raw', await subtle.wrapKey('raw', aes, seals, 'RSA-OAEP'), opens, 'RSA-OAEP', 'AES-GCM', true, ['decrypt']);
  console.log(unwrapped.usages.join(), hex(await subtle.exportKey('raw', unwrapped)));
  const pair = await subtle.generateKey({ name: 'RSA-PSS', modulusLength: 1024, publicExponent: bytes('010001'), hash: 'SHA-256' }, false, ['sign', 'verify']);
  console.log(pair.privateKey.type, pair.privateKey.extractable, pair.privateKey.usages.join(), pair.publicKey.type, pair.publicKey.extractable, pair.publicKey.usages.join(), pair.publicKey.algorithm.modulusLength);
  await fails('a wrong use', () => subtle.importKey('spki', spki, { name: 'RSA-PSS', hash: 'SHA-1' }, true, ['sign']));
  await fails('no private use', () => subtle.importKey('pkcs8', pkcs8, { name: 'RSA-PSS', hash: 'SHA-1' }, true, []));
  await fails('nothing to sign with', () => subtle.generateKey({ name: 'RSA-PSS', modulusLength: 1024, publicExponent: bytes('010001'), hash: 'SHA-256' }, true, ['verify']));
  await fails('no DER', () => subtle.importKey('spki', bytes('3003'), { name: 'RSA-PSS', hash: 'SHA-1' }, true, ['verify']));
  await fails('no salt', () => subtle.sign('RSA-PSS', signs, message));
  await fails('public as private', () => subtle.exportKey('pkcs8', verifies));
}
