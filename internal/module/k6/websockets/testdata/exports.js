// The module by all the ways of importing it; its classes are the globals.
import sockets, { WebSocket, Blob } from 'k6/websockets';
import * as all from 'k6/websockets';

const required = require('k6/websockets');
console.log(Object.keys(sockets).sort().join());
// want: Blob,CloseEvent,ErrorEvent,Event,EventTarget,MessageEvent,WebSocket,WebSocketError,WebSocketStream
console.log([sockets, all, required].every((m) => m.WebSocket === WebSocket && m.Blob === Blob));
// want: true
console.log(['WebSocket', 'Blob', 'EventTarget', 'Event', 'MessageEvent', 'CloseEvent', 'ErrorEvent'].every((name) => globalThis[name] === all[name]));
// want: true

export default function () {}
