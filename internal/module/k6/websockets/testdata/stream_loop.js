// Messages are read by for await, each counted and none lost, also those that came before a close nobody read up to.
// env: URL={{URL}}
import { WebSocketStream } from 'k6/websockets';
import { sleep } from 'k6';

export default async function () {
  let wss = new WebSocketStream(`${__ENV.URL}/push?n=1000&close=1`, { tags: { mine: 'yes' } });
  let seen = 0;
  let sum = 0;
  for await (const message of (await wss.opened).readable) { seen++; sum += Number(message); }
  console.log(seen, sum, JSON.stringify(await wss.closed));
// want: 1000 500500 {"closeCode":1000,"reason":""}

  wss = new WebSocketStream(`${__ENV.URL}/push?n=20&close=1`);
  const { readable } = await wss.opened;
  await wss.closed;
  seen = 0;
  for await (const message of readable) seen += Number(message);
  console.log(seen);
// want: 210

  wss = new WebSocketStream(`${__ENV.URL}/push?n=1000`);
  for await (const message of (await wss.opened).readable) if (message === '3') break;
  console.log((await wss.closed).closeCode);
// want: 1005

  wss = new WebSocketStream(`${__ENV.URL}/early?n=5`);
  const early = (await wss.opened).readable.getReader();
  const texts = [];
  for (let i = 0; i < 5; i++) texts.push((await early.read()).value);
  console.log(texts.join());
  wss.close();
// want: early 1,early 2,early 3,early 4,early 5
}
// want metric: ws_sessions 4
// want metric: ws_session_duration 4
// want metric: ws_msgs_received{mine:yes} 1000
