// flags: --iterations 0
// differs: sentences: log error
export const options = { vus: 1 };
export default function () {}
