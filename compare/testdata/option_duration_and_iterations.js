import { sleep } from 'k6';
export const options = { vus: 1, duration: '1s', iterations: 5 };
export default function () { sleep(0.7); }
