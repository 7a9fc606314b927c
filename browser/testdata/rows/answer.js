// Answers to the upgrade that are none.

for (const [name, path] of [
  ['404', '/status:404'],
  ['200', '/status:200'],
  ['204', '/status:204'],
  ['401', '/with:WWW-Authenticate=Negotiate/status:401'],
  ['403', '/status:403'],
  ['407', '/status:407'],
  ['500', '/status:500'],
  ['503 with Retry-After', '/with:Retry-After=1/status:503'],
  ['302', '/with:Location=%2Fecho/status:302'],
  ['307 to nowhere', '/status:307'],
  ['a wrong accept key', '/without:Sec-WebSocket-Accept/with:Sec-WebSocket-Accept=AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
  ['no accept key', '/without:Sec-WebSocket-Accept'],
  ['a second accept key', '/with:Sec-WebSocket-Accept=x'],
  ['no upgrade field', '/without:Upgrade'],
  ['another upgrade', '/without:Upgrade/with:Upgrade=h2c'],
  ['an upgrade in capitals', '/without:Upgrade/with:Upgrade=WebSocket/text:hi/close:1000'],
  ['two upgrades in one field', '/without:Upgrade/with:Upgrade=websocket, h2c'],
  ['no connection field', '/without:Connection'],
  ['another connection', '/without:Connection/with:Connection=close'],
  ['two connection options', '/without:Connection/with:Connection=keep-alive, Upgrade/text:hi/close:1000'],
  ['a version field', '/with:Sec-WebSocket-Version=13/text:hi/close:1000'],
  ['a length', '/with:Content-Length=5/text:hi/close:1000'],
  ['HTTP/1.0', '/line:HTTP%2F1.0 101 Switching Protocols/text:hi/close:1000'],
  ['another reason phrase', '/line:HTTP%2F1.1 101 Fine/text:hi/close:1000'],
  ['no reason phrase', '/line:HTTP%2F1.1 101/text:hi/close:1000'],
  ['a folded field', '/with:X-Folded=a%0D%0A b/text:hi/close:1000'],
  ['a field without a colon', '/with:X-A=b%0D%0Anonsense/text:hi/close:1000'],
  ['another protocol', '/garbage/fin'],
  ['the end', '/hangup'],
  ['a reset', '/silent/rst'],
]) {
  row('answer: ' + name, async (t) => {
    const ws = t.ws(path);
    await t.follow(ws);
    t.log(ws.readyState, JSON.stringify(ws.protocol), JSON.stringify(ws.extensions));
  });
}

row('answer: nobody listens', async (t) => {
  const ws = new WebSocket(t.dead);
  t.watch(ws);
  await t.once(ws, 'close');
  t.log(ws.readyState, ws.url);
});

row('answer: a name that does not exist', async (t) => {
  await t.follow(new WebSocket('ws://does-not-exist.invalid/'));
});

row('answer: messages in one piece with the 101', async (t) => {
  await t.follow(t.ws('/cork/text:one/text:two/close:1000:done'));
  await t.saw();
});

row('answer: a cookie comes back', async (t) => {
  await t.follow(t.ws('/with:Set-Cookie=volley-table=1;Path=%2F/close:1000'), 'first');
  await t.follow(t.ws('/asked:Cookie/close:1000'), 'second');
  await t.saw();
});

row('answer: what the request has', async (t) => {
  await t.follow(t.ws('/asked:Upgrade/asked:Connection/asked:Sec-WebSocket-Version/close:1000'));
  await t.saw();
});

row('answer: credentials in the URL', async (t) => {
  const ws = new WebSocket('ws://user:pass@' + t.host + '/asked:Authorization/close:1000');
  await t.follow(ws);
  await t.saw();
});

row('answer: over TLS', async (t) => {
  const ws = t.watch(new WebSocket(t.secure + '/text:hi/echo'));
  await t.once(ws, 'message');
  t.log(ws.url);
  ws.send('there');
  t.log((await t.once(ws, 'message')).origin);
  ws.close(1000, 'done');
  await t.once(ws, 'close');
});

row('answer: TLS where there is none', async (t) => {
  await t.follow(new WebSocket(t.url.replace('ws:', 'wss:') + '/close:1000'));
});
