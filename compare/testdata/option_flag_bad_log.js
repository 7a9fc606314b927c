// differs: sentences: 
// flags: --log-output nonsense
export const options = { vus: 1 };
export default function () {}
