// Every way to fail has a phase and a code in ws_errors.
// env: URL={{URL}}
const ends = (url, params) => new Promise((resolve) => {
  const ws = new WebSocket(url, null, params);
  ws.onopen = () => ws.send('go');
  ws.onclose = resolve;
});

export default async function () {
  const at = __ENV.URL;
  await ends('ws://nothing.invalid/');
  await ends('ws://127.0.0.1:1/');
  await ends(`${at}/silent`, { handshakeTimeout: 20 });
  await ends(`wss://${at.slice(5)}/echo`); // no TLS there
  await ends(at, { proxy: 'http://127.0.0.1:1' });
  await ends(`${at}/status?code=404`);
  await ends(`${at}/status?code=503`);
  await ends(`${at}/badaccept`);
  await ends(`${at}/garbage`);
  await ends(`${at}/drop`);
  await ends(`${at}/eof`);
  await ends(`${at}/rsv`);
  await ends(`${at}/badutf8`);
  await ends(`${at}/close?code=1011`);
  await ends(`${at}/close?code=1008`);
  await ends(`${at}/close?code=4000`);
}
// want metric: ws_errors{phase:dns} 1
// want metric: ws_errors{phase:tcp,code:refused} 1
// want metric: ws_errors{phase:upgrade,code:timeout} 1
// want metric: ws_errors{phase:tls} 1
// want metric: ws_errors{phase:proxy,code:refused} 1
// want metric: ws_errors{phase:upgrade,code:status-404} 1
// want metric: ws_errors{phase:upgrade,code:status-503} 1
// want metric: ws_errors{phase:upgrade,code:bad-handshake} 1
// want metric: ws_errors{phase:upgrade,code:malformed} 1
// want metric: ws_errors{phase:close,code:reset} 1
// want metric: ws_errors{phase:close,code:eof} 1
// want metric: ws_errors{phase:protocol,code:malformed} 1
// want metric: ws_errors{phase:protocol,code:invalid-data} 1
// want metric: ws_errors{phase:close,code:close-1011} 1
// want metric: ws_errors{phase:close,code:close-1008} 1
// want metric: ws_errors 15
// want metric: ws_closes{code:4000} 1
// want metric: ws_closes{code:1006} 4
