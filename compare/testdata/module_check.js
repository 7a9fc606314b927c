import { check } from 'k6';
export const options = { iterations: 1 };
export default function () {
  console.log(check('x', { 'is x': (v) => v === 'x', 'is y': (v) => v === 'y', value: true, zero: 0, text: 'a', empty: '', nul: null }));
  console.log(check(1, { a: () => true }), check(null, {}), check(undefined, { b: (v) => v === undefined }));
  try { check(1, { throws: () => { throw new Error('in check'); }, after: true }); } catch (e) { console.log(String(e)); }
  try { check(1, { later: async () => true }); } catch (e) { console.log(String(e)); }
  try { check(1, { 'a::b': true }); } catch (e) { console.log(String(e)); }
  try { console.log(check()); } catch (e) { console.log(String(e)); }
  try { console.log(check(1)); } catch (e) { console.log(String(e)); }
  try { console.log(check(1, null)); } catch (e) { console.log(String(e)); }
  console.log(check(1, { tagged: true }, { my: 'tag' }));
}
