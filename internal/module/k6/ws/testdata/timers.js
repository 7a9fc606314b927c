// The socket's timers: they need a function and a time, and die with the socket.
// env: URL={{URL}}
import ws from 'k6/ws';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  ws.connect(`${__ENV.URL}/echo`, (socket) => {
    for (const fn of [undefined, null, 5, 'x', {}]) console.log(said(() => socket.setTimeout(fn, 1)));
// want: TypeError: setTimeout: the first argument must be a function
// want: TypeError: setTimeout: the first argument must be a function
// want: TypeError: setTimeout: the first argument must be a function
// want: TypeError: setTimeout: the first argument must be a function
// want: TypeError: setTimeout: the first argument must be a function
    console.log(said(() => socket.setInterval(undefined, 1)));
// want: TypeError: setInterval: the first argument must be a function
    console.log(said(() => socket.setTimeout(() => {}, 0)));
// want: GoError: setTimeout requires a >0 timeout parameter, received 0.00
    console.log(said(() => socket.setInterval(() => {}, -1.5)));
// want: GoError: setInterval requires a >0 timeout parameter, received -1.50
    console.log(said(() => socket.setTimeout(() => {})));
// want: GoError: setTimeout requires a >0 timeout parameter, received 0.00
    console.log(socket.setTimeout(() => console.log('timeout'), 0.5));
// want: undefined
    let ticks = 0;
    socket.setInterval(() => {
      console.log('tick', ++ticks);
      if (ticks === 3) socket.close();
    }, 20);
    socket.setTimeout(() => console.log('never'), 10000);
// want: timeout
// want: tick 1
// want: tick 2
// want: tick 3
  });
}
