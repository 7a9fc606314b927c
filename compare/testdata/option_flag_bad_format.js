// differs: sentences: 
// flags: --log-format nonsense
export const options = { vus: 1 };
export default function () {}
