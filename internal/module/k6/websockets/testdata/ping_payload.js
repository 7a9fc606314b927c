// A ping carries what the script gives it, at most 125 bytes; its pong carries it back.
// env: URL={{URL}}
import { WebSocket, Blob } from 'k6/websockets';

const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  const pongs = [];
  ws.onopen = () => {
    ws.ping();
    ws.ping('żó');
    ws.ping(new Uint8Array([65, 66, 67]).subarray(1));
    ws.ping(new Blob(['blob']));
    ws.ping(5);
    ws.ping('');
    ws.ping('x'.repeat(125));
    console.log(said(() => ws.ping('x'.repeat(126))));
// want: SyntaxError: Failed to execute 'ping' on 'WebSocket': The payload must not be greater than 125 bytes
  };
  ws.onpong = (e) => {
    pongs.push(e.data.byteLength > 9 ? e.data.byteLength : String.fromCharCode(...new Uint8Array(e.data)));
    if (pongs.length === 7) { console.log(pongs.join('|')); ws.close(); }
  };
// want: 0|Å¼Ã³|BC|blob|5||125
}
// want metric: ws_ping 7
// want metric: ws_msgs_sent 0
