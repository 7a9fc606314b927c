// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  const order = [];
  ws.connect(__ENV.URL + '/echo', function (socket) {
    let n = 0;
    socket.setInterval(() => { order.push('tick'); if (++n === 3) socket.close(); }, 2);
    socket.setTimeout(() => order.push('never'), 60000);
    console.log(socket.setTimeout(() => order.push('once'), 0.5));
    for (const ms of [0, -1, undefined]) {
      try { socket.setTimeout(() => {}, ms); } catch (e) { console.log(e.message); }
    }
    try { socket.setInterval(() => {}, 0); } catch (e) { console.log(e.message); }
    try { socket.setTimeout(5, 5); } catch (e) { console.log(e instanceof TypeError); }
    try { socket.setInterval(undefined, 5); } catch (e) { console.log(e instanceof TypeError); }
  });
  console.log(order.join());
}
// want: undefined
// want: setTimeout requires a >0 timeout parameter, received 0.00
// want: setTimeout requires a >0 timeout parameter, received -1.00
// want: setTimeout requires a >0 timeout parameter, received NaN
// want: setInterval requires a >0 timeout parameter, received 0.00
// want: true
// want: true
// want: once,tick,tick,tick
