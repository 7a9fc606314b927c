import Thing, { count, up } from './lib/esm.js';
import * as all from './lib/esm.js';
import common, { one } from './lib/common.js';
import * as k6 from 'k6';
import { typed, E } from './lib/typed.ts';
export const options = { vus: 1, iterations: 1 };
export default function () {
  console.log(count, up(), count, all.count, new Thing().name(), Object.keys(all));
  console.log(common.two, one, common.path, common.main());
  console.log(Object.keys(k6).sort(), typed.a, E.B, import.meta.url, typeof import.meta.resolve, import.meta.resolve('./lib/esm.js'));
  try { count = 5; } catch (e) { console.log(e.name); }
}
export { default as another } from './lib/esm.js';
export function handleSummary() {}
