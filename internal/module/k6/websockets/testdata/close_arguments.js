// close takes 1000 and 3000 to 4999, and a reason of 123 bytes.
// env: URL={{URL}}
import { WebSocket } from 'k6/websockets';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  const ws = new WebSocket(`${__ENV.URL}/record`);
  ws.onopen = () => {
    for (const code of [0, null, NaN, '', 'x', 1, 999, 1001, 1006, 2999, 5000, -1]) console.log(said(() => ws.close(code)));
// want: InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 0 is neither
// want: InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 0 is neither
// want: InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 0 is neither
// want: InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 0 is neither
// want: InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 0 is neither
// want: InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 1 is neither
// want: InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 999 is neither
// want: InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 1001 is neither
// want: InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 1006 is neither
// want: InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 2999 is neither
// want: InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 5000 is neither
// want: InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. -1 is neither
    console.log(said(() => ws.close(1000, 'é'.repeat(62))));
// want: SyntaxError: Failed to execute 'close' on 'WebSocket': The message must not be greater than 123 bytes
    console.log(ws.readyState);
// want: 1
    ws.close(undefined, 'x'.repeat(123));
    ws.close(4000, 'ignored');
  };
  ws.onclose = () => {
    const told = new WebSocket(`${__ENV.URL}/recorded`);
    told.onmessage = (e) => { console.log(e.data === `close 1000 "${'x'.repeat(123)}"`); told.close(); };
  };
// want: true
}
