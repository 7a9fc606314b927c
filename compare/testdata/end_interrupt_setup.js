// interrupt: interrupt me
// differs: sentences: log
// ignore: never
// ignore: by chance
import { sleep } from 'k6';
export function setup() { console.log('interrupt me'); sleep(30); console.log('never'); }
export default function () { console.log('nothing'); }
export function teardown() { console.log('by chance k6 tears down'); }
