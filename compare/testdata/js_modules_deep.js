import Thing, * as all from './lib/deep/index.js';
import { a } from './lib/circle_a.js';
import './lib/esm.js';
const text = open('./lib/data.txt');
export const options = { scenarios: { s: { executor: 'per-vu-iterations', vus: 1, iterations: 2 } } };
export default function () { console.log(Object.keys(all).sort(), new Thing().name(), all.renamed(), a, all.typed.E.B, all.up(), text.length); }
export function handleSummary() {}
