// differs: is interrupted or a handler throws: ws_session_duration
// differs: calls `exec.test.abort`: screen
// differs: calls `exec.test.abort`: metric iteration
// differs: 1.x: log error
import exec from 'k6/execution'; import { WebSocket } from 'k6/websockets'; export default function () { new WebSocket(__ENV.URL + '/echo').onopen = () => exec.test.abort('in handler'); }
