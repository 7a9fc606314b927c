export function setup() { return 'text'; } export default function (d) { console.log(typeof d, d); }
