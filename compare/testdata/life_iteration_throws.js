export const options = { vus: 1, iterations: 2 };
function inner() { throw new RangeError('thrown in ' + __ITER); }
export default function () { inner(); }
