// differs: sentences: 
// flags: --config nonsense.json
export const options = { vus: 1 };
export default function () {}
