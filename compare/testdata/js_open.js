const text = open('./lib/data.txt'), bytes = open('./lib/data.txt', 'b'), json = JSON.parse(open('lib/data.json'));
function show(f) { try { console.log(f()); } catch (e) { console.log('threw'); } }
show(() => open('./nonsense.txt')); show(() => open('')); show(() => open('./lib')); show(() => open());
export const options = { vus: 1, iterations: 1 };
export default function () { console.log(JSON.stringify(text), text.length, bytes.byteLength, bytes instanceof ArrayBuffer, json.a); show(() => open('./lib/data.txt')); }
export function handleSummary() {}
