// flags: --vus 3
// differs: 1.x: vus=3
// differs: 1.x: iteration
// differs: 1.x: console info
// order: any
export default function () { console.log("x"); }
