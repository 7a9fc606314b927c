// differs: Go map: 
export function setup() { const o = {}; o.o = o; return o; } export default function (d) { console.log(typeof d); }
