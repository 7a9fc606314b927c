// differs: 1.x: 
export const options = { vus: 0 };
export default function () {}
