export const options = { vus: 1, iterations: 2 };
export default function () { Promise.reject(new Error('nobody cares ' + __ITER)); console.log('goes on'); }
