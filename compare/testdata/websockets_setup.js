import { WebSocket } from 'k6/websockets';
const one = (who) => new Promise((resolve) => { const s = new WebSocket(`${__ENV.URL}/count?n=1`); s.onmessage = (e) => console.log(who, e.data); s.onclose = () => resolve(who); });
export async function setup() { return one('setup'); }
export default async function (data) { console.log(data, await one('vu')); }
export async function teardown() { await one('teardown'); }
