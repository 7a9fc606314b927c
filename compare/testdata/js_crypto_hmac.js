const hex = (b) => Array.from(new Uint8Array(b)).map((x) => x.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(Array.from(s).map((c) => c.charCodeAt(0)));

export default async function () {
  for (const hash of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']) {
    const key = await crypto.subtle.importKey('raw', bytes('key'), { name: 'HMAC', hash }, false, ['sign', 'verify']);
    const signature = await crypto.subtle.sign('HMAC', key, bytes('message'));
    console.log(hash, hex(signature), await crypto.subtle.verify('HMAC', key, signature, bytes('message')), await crypto.subtle.verify('HMAC', key, signature, bytes('another')));
  }
}
