// A session: open, an echo, a close of our own.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/echo`);
  console.log(ws.readyState, ws.url === `${__ENV.URL}/echo`, ws.bufferedAmount, `/${ws.protocol}${ws.extensions}/`, ws.binaryType);
// want: 0 true 0 // blob
  ws.onopen = (e) => {
    console.log(e.type, ws.readyState, e.target === ws);
    ws.send('hi');
    console.log(ws.bufferedAmount);
  };
// want: open 1 true
// want: 2
  ws.onmessage = (e) => {
    console.log(e.type, e.data, e.origin === __ENV.URL, ws.bufferedAmount);
    ws.close();
    console.log(ws.readyState);
  };
// want: message hi true 0
// want: 2
  ws.onerror = () => console.log('never');
  ws.onclose = (e) => console.log(e.type, e.code, `/${e.reason}/`, e.wasClean, ws.readyState);
// want: close 1005 // true 3
}
// want metric: ws_sessions{url:{{URL}}/echo,name:{{URL}}/echo,status:101,scenario:default} 1
// want metric: ws_connecting{status:101} 1
// want metric: ws_session_duration{url:{{URL}}/echo,status:101} 1
// want metric: ws_msgs_sent{url:{{URL}}/echo,status:101} 1
// want metric: ws_msgs_received{url:{{URL}}/echo,status:101} 1
// want metric: ws_ping 0
// want metric: ws_errors 0
// want metric: ws_open_sockets 0
// want metric: ws_tcp_connecting 1
// want metric: ws_upgrading 1
// want metric: iterations 1
