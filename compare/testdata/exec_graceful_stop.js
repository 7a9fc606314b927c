// order: any
// ignore: cut ends
// differs: who still held: log warning: VU
import { sleep } from 'k6';
export const options = { scenarios: {
  cut: { executor: 'constant-vus', vus: 1, duration: '1s', gracefulStop: '0s' },
  whole: { executor: 'constant-vus', vus: 1, duration: '1s', gracefulStop: '10s', exec: 'whole' },
} };
export default function () {
  console.log('cut begins');
  sleep(4);
  console.log('cut ends');
}
export function whole() {
  console.log('whole begins');
  sleep(2);
  console.log('whole ends');
}
