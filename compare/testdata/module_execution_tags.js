import exec from 'k6/execution';
import { Counter } from 'k6/metrics';
const c = new Counter('things');
export const options = { vus: 1, iterations: 2, thresholds: { 'things{a:b}': ['count==2'], 'things{n:1}': ['count==1'] } };
function show(f) { try { console.log(f()); } catch (e) { console.log(String(e)); } }
const sorted = (o) => JSON.stringify(Object.entries(o).sort());
export default function () {
  const tags = exec.vu.metrics.tags;
  show(() => sorted(tags));
  tags.a = 'b'; tags.yes = true; if (__ITER === 0) { tags.n = 1; } else { delete tags.n; }
  c.add(1);
  show(() => sorted(tags)); show(() => exec.vu.tags.a); show(() => tags.none); show(() => 'a' in tags);
  show(() => { tags.o = {}; }); show(() => { tags.u = undefined; }); show(() => { tags.nul = null; });
  show(() => { exec.vu.metrics.tags = { x: 1 }; });
  show(() => sorted(exec.vu.metrics.tags));
  exec.vu.metrics.metadata.m = 'v'; show(() => sorted(exec.vu.metrics.metadata)); show(() => { exec.vu.metrics.metadata.o = {}; });
}
