import { SharedArray } from 'k6/data';
function show(f) { try { console.log(f()); } catch (e) { console.log(String(e)); } }
const a = new SharedArray('a', () => { console.log('made once'); return [{ x: 1 }, [1, 2], 'text', null, 5]; });
show(() => new SharedArray('', () => [])); show(() => new SharedArray('b')); show(() => new SharedArray('c', () => 5)); show(() => new SharedArray()); show(() => new SharedArray('d', () => { throw new Error('in function'); })); show(() => new SharedArray('e', async () => []));
export const options = { vus: 1, iterations: 1 };
export default function () {
  show(() => a.length); show(() => JSON.stringify(a)); show(() => a[0].x); show(() => a[9]); show(() => a.nonsense); show(() => Array.isArray(a)); show(() => a instanceof SharedArray);
  show(() => { a[0].x = 2; }); show(() => { a[0] = 2; }); show(() => { a.length = 0; }); show(() => a.push(1)); show(() => a.map((v) => typeof v).join()); show(() => { let n = 0; for (const v of a) { n++; } return n; });
  show(() => a.slice(1, 3).length); show(() => a[0] === a[0]); show(() => Object.keys(a)); show(() => a.indexOf('text')); show(() => a.filter((v) => v === 5)); show(() => delete a[0]); show(() => a[1][5]); show(() => { a[1].push(3); });
  show(() => new SharedArray('late', () => []));
  console.log(a);
}
export function handleSummary() {}
