import { check } from 'k6';
import { Counter } from 'k6/metrics';
enum Kind { A, B = 'b' }
interface Thing { kind: Kind; n?: number }
const c: Counter = new Counter('things');
export const options = { vus: 1, iterations: 1 };
export default function (): void {
  const thing: Thing = { kind: Kind.B };
  check(thing, { kind: (t: Thing): boolean => t.kind === Kind.B });
  c.add(thing.n ?? 2);
  console.log(thing!.kind as string, Kind[0]);
}
