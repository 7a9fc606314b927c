// The module by all the ways of importing it.
import ws, { connect } from 'k6/ws';
import * as all from 'k6/ws';

console.log(typeof connect, ws.connect === connect, all.connect === connect, Object.keys(ws).join());
// want: function true true connect

export default function () {}
