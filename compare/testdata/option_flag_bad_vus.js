// differs: 1.x: 
// flags: --vus -1
export const options = { vus: 1 };
export default function () {}
