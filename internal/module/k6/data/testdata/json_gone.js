// A script that has replaced what lists are made with is told.

import { SharedArray } from 'k6/data';
const own = JSON;
globalThis.JSON = 1;
let told;
try { new SharedArray('list', () => [1]); } catch (e) { told = String(e); }
globalThis.JSON = own;

export default function () {
  console.log(told);
// want: TypeError: JSON.parse is no function: the script has replaced it
}
