// differs: Go map: 
export function setup() { return [undefined, NaN, Infinity, 'x']; } export default function (d) { console.log(JSON.stringify(d)); }
