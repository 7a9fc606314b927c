export const options = { vus: 1, iterations: 8 };
const things = ['text', 5, null, undefined, { a: 1 }, [1, 2], { toString() { return 'own' } }, Symbol('s')];
export default function () { throw things[__ITER]; }
