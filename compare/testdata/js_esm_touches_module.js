// differs: typeof module: 
import './lib/touch.js';
export const options = { vus: 1, iterations: 1 };
export default function () { console.log('runs'); }
