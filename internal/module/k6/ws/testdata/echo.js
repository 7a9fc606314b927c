// A session: open, an echo, a close of our own, and what connect returns.
// env: URL={{URL}}
import ws from 'k6/ws';

export default function () {
  const res = ws.connect(`${__ENV.URL}/echo`, (socket) => {
    console.log(Object.keys(socket).join());
// want: on,send,sendBinary,ping,close,setTimeout,setInterval
    socket.on('open', (...args) => {
      console.log('open', args.length);
      socket.send('hi');
    });
    socket.on('message', (text) => {
      console.log('message', text);
      socket.close();
    });
    socket.on('close', (code) => console.log('close', code));
  });
// want: open 0
// want: message hi
// want: close 1001
  console.log(Object.keys(res).join(), res.url === `${__ENV.URL}/echo`, res.status, res.headers.Upgrade, `/${res.body}${res.error}/`);
// want: url,status,headers,body,error true 101 websocket //
}
// want metric: ws_sessions{url:{{URL}}/echo,status:101,scenario:default} 1
// want metric: ws_sessions 1
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
