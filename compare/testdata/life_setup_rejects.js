// differs: 1.x: exit
export async function setup() { await null; throw new TypeError('no setup'); }
export default function () { console.log('never'); }
