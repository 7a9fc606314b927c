// What has not left when the connection ends stays in bufferedAmount.
// env: URL={{URL}}
export default function () {
  const ws = new WebSocket(`${__ENV.URL}/deaf`);
  ws.onopen = () => {
    ws.send(new Uint8Array(50e6)); // more than the kernel takes
    console.log(ws.bufferedAmount);
    ws.terminate();
  };
  ws.onclose = (e) => {
    const left = ws.bufferedAmount;
    ws.send('four');
    console.log(e.code, left > 1e6, left < 50e6 + 1, ws.bufferedAmount - left);
  };
// want: 50000000
// want: 1006 true true 4
}
