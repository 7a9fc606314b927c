// flags: --stage 1s:2 --stage 0s:0
// order: any
import { sleep } from 'k6';
export const options = { vus: 1 };
export default function () { console.log(__ITER); sleep(2); }
