// differs: sentences: log warning
// flags: --iterations 2
export const options = { scenarios: { a: { executor: 'per-vu-iterations', exec: 'other', iterations: 7 } } };
export default function () { console.log('default'); }
export function other() { console.log('other'); }
