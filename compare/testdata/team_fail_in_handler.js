// differs: always recorded: ws_session_duration
import { WebSocket } from 'k6/websockets';
import { check, fail, group } from 'k6';
export const options = { iterations: 2 };
export default function () {
  const s = new WebSocket(`${__ENV.URL}/echo`);
  s.onopen = () => s.send('{"ok":false}');
  s.onmessage = ({ data }) => {
    group('answers', () => { if (!check(JSON.parse(data), { 'answer is ok': (m) => m.ok })) fail(`bad answer: ${data}`); });
    console.log('never');
  };
}
