// Every VU has a megabyte of bundled code, uses a little of it, and connects;
// the server closes.
import ws from 'k6/ws';
import { check } from './bundle.js';
import { oneEach } from './message.js';

export const options = oneEach();

export default function () {
  ws.connect(`${__ENV.URL}?${check(__VU)}`, null, () => {});
}
