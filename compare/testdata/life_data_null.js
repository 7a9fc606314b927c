export function setup() { return null; } export default function (d) { console.log(typeof d, d); }
