import crypto from 'k6/crypto';
import encoding, { b64encode, b64decode } from 'k6/encoding';
import ws from 'k6/ws';
import http from 'k6/http';
import { check } from 'k6';
export const options = { iterations: 1 };
const jwt = (payload, secret, alg = 'sha256') => { const p = [{ alg: 'HS256', typ: 'JWT' }, payload].map((x) => b64encode(JSON.stringify(x), 'rawurl')).join('.'); return `${p}.${crypto.createHMAC(alg, secret).update(p) || ''}`; };
export default function () {
  const h = crypto.createHMAC('sha256', 'key'); h.update('a'); h.update('b'); console.log(h.digest('hex'), crypto.hmac('sha256', 'key', 'ab', 'base64rawurl'));
  const sign = (s) => crypto.hmac('sha256', 'secret', s, 'base64rawurl');
  const head = [{ alg: 'HS256', typ: 'JWT' }, { sub: 'é', iat: 1 }].map((x) => b64encode(JSON.stringify(x), 'rawurl')).join('.');
  const token = `${head}.${sign(head)}`; console.log(token);
  const [, body, sig] = token.split('.'); console.log(b64decode(body, 'rawurl', 's'), sig === sign(head));
  const date = '20240101T000000Z', scope = '20240101/eu-west-1/iotdevicegateway/aws4_request';
  const canonical = ['GET', '/mqtt', `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent('AKID/' + scope)}&X-Amz-Date=${date}`, 'host:x', '', 'host', crypto.sha256('', 'hex')].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', date, scope, crypto.sha256(canonical, 'hex')].join('\n');
  let key = 'AWS4wJalr'; for (const part of scope.split('/')) key = crypto.hmac('sha256', key, part, 'binary');
  const signature = crypto.hmac('sha256', key, toSign, 'hex'); console.log(signature);
  for (const f of ['md4', 'md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha512_224', 'sha512_256', 'ripemd160']) console.log(f, crypto[f]('x', 'hex'), crypto[f](new Uint8Array([1, 2]).buffer, 'base64'));
  console.log(crypto.hexEncode('ab'), crypto.hexEncode(new Uint8Array([255, 0])), crypto.randomBytes(4).byteLength, encoding.b64encode(new Uint8Array([255, 254]).buffer, 'url'), new Uint8Array(b64decode('__4=', 'url')).join());
  for (const f of [() => crypto.hmac('sha3', 'k', 'd', 'hex'), () => crypto.sha256('x', 'nope'), () => b64decode('***'), () => b64encode('x', 'weird'), () => crypto.randomBytes(0), () => crypto.sha1(null, 'hex'), () => crypto.hmac('md5', 5, 'x', 'hex'), () => b64encode(null), () => crypto.md5(), () => crypto.sha256('x')]) { try { console.log(f()); } catch (e) { console.log(e.name, String(e)); } }
  const q = Object.entries({ sig: signature, t: token, empty: '', 'k y': 'a&b=c' }).map((p) => p.map(encodeURIComponent).join('=')).join('&');
  const res = ws.connect(`${__ENV.URL}/echo?${q}`, (s) => { s.on('open', () => s.close(1000)); });
  check(res, { signed: (r) => r.status === 101 && r.url.endsWith('a%26b%3Dc') });
}
