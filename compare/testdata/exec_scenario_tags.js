import { Counter } from 'k6/metrics';
const c = new Counter('things');
export const options = {
  tags: { all: 'yes' },
  scenarios: { a: { executor: 'per-vu-iterations', tags: { kind: 'x' } }, b: { executor: 'per-vu-iterations', tags: { kind: 'y' } } },
  thresholds: { 'things{kind:x}': ['count==2'], 'things{kind:y}': ['count==2'], 'things{scenario:a}': ['count==2'], 'things{all:yes}': ['count==4'], 'things{kind:z}': ['count==0'] },
};
export default function () { c.add(2); }
