// differs: sentences: 
// flags: --stage 10s
export const options = { vus: 1 };
export default function () {}
