// interrupt: interrupt me
// differs: sentences: log
// ignore: never
import { sleep } from 'k6';
export const options = { vus: 1, duration: '60s', thresholds: { iterations: ['count>100'] } };
export default function () { console.log('interrupt me'); sleep(50); console.log('never'); }
export function teardown() { throw new Error('in teardown'); }
export function handleSummary() { return { stdout: 'summary\n' }; }
