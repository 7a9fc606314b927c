export function setup() { return 10n; } export default function (d) { console.log(typeof d); }
