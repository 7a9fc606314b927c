// What the peer hears when a script closes, cancels or aborts.
// env: URL={{URL}}
import { WebSocket, WebSocketStream, WebSocketError } from 'k6/websockets';

const recorded = () => new Promise((resolve) => {
  const ws = new WebSocket(`${__ENV.URL}/recorded`);
  ws.onmessage = (e) => { resolve(e.data); ws.close(1000); };
});

async function ends(name, f) {
  const wss = new WebSocketStream(`${__ENV.URL}/record`);
  const { readable, writable } = await wss.opened;
  await f(wss, readable, writable);
  const closed = await wss.closed.catch((e) => `${e}`);
  console.log(name, '|', JSON.stringify(closed), '|', await recorded());
}

const coded = new WebSocketError('mine', { closeCode: 4002, reason: 'q' });

export default async function () {
  await ends('close()', (w) => w.close());
// want: close() | {"closeCode":1005,"reason":""} | close without a code
  await ends('close with a code', (w) => w.close({ closeCode: 3000 }));
// want: close with a code | {"closeCode":3000,"reason":""} | close 3000 ""
  await ends('close with a reason only', (w) => w.close({ reason: 'r' }));
// want: close with a reason only | {"closeCode":1000,"reason":"r"} | close 1000 "r"
  await ends('writer.close', async (w, r, writable) => {
    const writer = writable.getWriter();
    writer.write('last');
    await writer.close();
    await writer.closed;
  });
// want: writer.close | {"closeCode":1005,"reason":""} | 1:"last" close without a code
  await ends('cancel', (w, r) => r.cancel());
// want: cancel | {"closeCode":1005,"reason":""} | close without a code
  await ends('cancel with an Error', (w, r) => r.cancel(new Error('x')));
// want: cancel with an Error | {"closeCode":1005,"reason":""} | close without a code
  await ends('cancel with a WebSocketError', (w, r) => r.cancel(coded));
// want: cancel with a WebSocketError | {"closeCode":4002,"reason":"q"} | close 4002 "q"
  await ends('abort', (w, r, writable) => writable.abort());
// want: abort | {"closeCode":1005,"reason":""} | close without a code
  await ends('abort with a WebSocketError', (w, r, writable) => writable.abort(coded));
// want: abort with a WebSocketError | {"closeCode":4002,"reason":"q"} | close 4002 "q"
  await ends('abort with what looks like one', (w, r, writable) => writable.abort({ closeCode: 4000, reason: 'z' }));
// want: abort with what looks like one | {"closeCode":1005,"reason":""} | close without a code
  await ends('leaving a loop', async (w, r) => {
    w.close();
    for await (const message of r) console.log('never', message);
  });
// want: leaving a loop | {"closeCode":1005,"reason":""} | close without a code
}
