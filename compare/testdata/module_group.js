import { check, group } from 'k6';
export const options = { iterations: 1 };
export default function () {
  console.log(group('a', () => { check(1, { in_a: true }); return group('b', () => { check(1, { in_b: true, other: false }); return 7; }); }));
  group('a', () => check(1, { in_a: false }));
  try { group('throws', () => { throw new Error('in group'); }); } catch (e) { console.log(String(e)); }
  try { group('later', async () => {}); } catch (e) { console.log(String(e)); }
  try { group('a::b', () => {}); } catch (e) { console.log(String(e)); }
  try { group('none'); } catch (e) { console.log(String(e)); }
  try { group(); } catch (e) { console.log(String(e)); }
  group('', () => check(1, { unnamed: true }));
  check(1, { root: true });
}
