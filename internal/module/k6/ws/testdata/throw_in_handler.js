// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  try {
    ws.connect(__ENV.URL + '/echo', function (socket) {
      socket.on('open', () => { throw new Error('mine'); });
      socket.on('close', (c) => console.log('close ' + c));
    });
  } catch (e) { console.log('caught ' + e.message); }
  try {
    ws.connect(__ENV.URL + '/echo', function () { throw new Error('early'); });
  } catch (e) { console.log('caught ' + e.message); }
  try {
    ws.connect(__ENV.URL + '/echo', (socket) => socket.setTimeout(() => { throw new Error('timer'); }, 1));
  } catch (e) { console.log('caught ' + e.message); }
}
// want: close 1001
// want: caught mine
// want: caught early
// want: caught timer
