// The message that goes to and fro: SIZE bytes of JSON, or 58, of words that do
// not repeat themselves too much.
const words = 'load test socket server message event reply order price amount user room state'.split(' ');
let text = 'a message of 58 bytes';
for (let i = 1; text.length < __ENV.SIZE - 37; i++) {
  text += ` ${words[(i * i) % words.length]} ${i % 89}`;
}

export const first = JSON.stringify({ id: 1000000, text: text.slice(0, Math.max(21, (__ENV.SIZE || 0) - 37)), at: 1764080 });

// COMPRESSION, if it is asked for.
export const params = __ENV.COMPRESSION ? { compression: __ENV.COMPRESSION } : null;

// One iteration for every VU, however long it takes; the server's certificate is
// its own.
export function oneEach() {
  return {
    scenarios: { bench: { executor: 'per-vu-iterations', vus: Number(__ENV.VUS), iterations: 1, maxDuration: '10m' } },
    insecureSkipTLSVerify: true,
  };
}
