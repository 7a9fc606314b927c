// differs: Go map: 
export function setup() { return () => 1; } export default function (d) { console.log(typeof d, d); }
