const value = await new Promise((resolve) => resolve(7));
export const options = { vus: 1, iterations: await Promise.resolve(2) };
export default function () { console.log(value, __ITER); }
