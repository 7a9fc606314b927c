// differs: calls `exec.test.abort`: screen
// differs: calls `exec.test.abort`: metric iteration
// differs: 1.x: log error
import exec from 'k6/execution'; import ws from 'k6/ws'; export default function () { ws.connect(__ENV.URL + '/echo', (s) => { s.on('open', () => exec.test.abort('in handler')); }); }
