// differs: sentences: 
// flags: --execution-segment 2:1
export const options = { vus: 1 };
export default function () {}
