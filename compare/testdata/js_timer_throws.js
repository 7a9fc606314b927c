// differs: pending timer: log warning
export const options = { vus: 1, iterations: 2 };
export default function () { setTimeout(() => { throw new Error('in timer ' + __ITER); }, 10); setTimeout(() => console.log('never'), 500); console.log('returned'); }
