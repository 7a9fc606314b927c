// ignore: never
// interrupt: interrupt me
// differs: sentences: log
import { sleep } from 'k6';
export const options = { vus: 1, duration: '60s' };
export default function () { console.log('interrupt me'); sleep(50); console.log('never'); }
export function teardown() { console.log('teardown'); }
