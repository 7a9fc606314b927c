// differs: sentences: 
// flags: -e =x
export const options = { vus: 1 };
export default function () {}
