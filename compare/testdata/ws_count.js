import { connect } from 'k6/ws';
export const options = { vus: 2, iterations: 4 };
export default function () { connect(`${__ENV.URL}/count?n=50`, {}, (s) => { s.on('message', () => {}); }); }
