// interrupt: interrupt me
// differs: sentences: log
import { sleep } from 'k6';
export const options = { iterations: 1 };
export default function () {}
export function teardown() { console.log('interrupt me'); sleep(1); console.log('torn down'); }
