// differs: Go map: setup_data
// differs: Go map: console info
export function setup() { return { a: [1, 2, { b: null }], s: 'text', n: 1.5, u: undefined, d: new Date(0) }; }
export const options = { vus: 1, iterations: 2 };
export default function (data) { console.log(JSON.stringify(data), Object.keys(data)); data.a.push(3); data.added = 1; }
export function teardown(data) { console.log(JSON.stringify(data)); }
