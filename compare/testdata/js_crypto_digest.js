const hex = (b) => Array.from(new Uint8Array(b)).map((x) => x.toString(16).padStart(2, '0')).join('');
const bytes = (s) => Uint8Array.from(Array.from(s).map((c) => c.charCodeAt(0)));

export default async function () {
  for (const name of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512', { name: 'SHA-256' }]) console.log(hex(await crypto.subtle.digest(name, bytes('abc'))));
}
