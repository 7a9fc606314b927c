// differs: sentences: 
// flags: --tag a
export const options = { vus: 1 };
export default function () {}
