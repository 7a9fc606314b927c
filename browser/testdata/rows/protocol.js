// Subprotocols and extensions: what is asked for, and what a server may answer.

const asked = '/asked:Sec-WebSocket-Protocol';

function refusedProtocols(t, list) {
  for (const protocols of list) t.attempt(show(protocols), () => { new WebSocket('ws://h.example/', protocols).close(); return 'accepted'; });
}

row('protocol: tokens that are none', async (t) => {
  refusedProtocols(t, ['', ' ', 'a b', 'a,b', 'a/b', 'a;b', 'a:b', '"a"', 'a@b', '\u00e9', '\u0000', '\u007f', 'a\t', '(a)', '[a]', '{a}', 'a=b', 'a\\b', 'a?b', '<a>']);
});

row('protocol: tokens that are some', async (t) => {
  refusedProtocols(t, ["!#$%&'*+-.^_`|~", '0', 'A', 'a.b-c_d']);
});

row('protocol: lists that are refused', async (t) => {
  refusedProtocols(t, [['a', 'a'], ['a', 'b', 'a'], [''], ['a', ''], ['a b'], [null, 'null'], ['a', 'A'], [undefined, 'undefined']]);
});

row('protocol: values that become texts', async (t) => {
  for (const protocols of [null, undefined, 5, true, {}, [1, true, null], new String('abc'), new Set(['x', 'y']), function () {}, { toString: () => 'mine' }]) {
    t.attempt(show(protocols), () => { new WebSocket('ws://h.example/', protocols).close(); return 'accepted'; });
  }
  t.attempt('symbol', () => new WebSocket('ws://h.example/', Symbol('a')));
  t.attempt('symbol in a list', () => new WebSocket('ws://h.example/', [Symbol('a')]));
  t.attempt('iterator is no function', () => new WebSocket('ws://h.example/', { [Symbol.iterator]: 5 }));
  t.attempt('iterator throws', () => new WebSocket('ws://h.example/', { *[Symbol.iterator]() { yield 'a'; throw new RangeError(); } }));
});

row('protocol: what the server is asked for', async (t) => {
  for (const protocols of ['chat', ['a', 'b'], new Set(['s', 't']), (function* () { yield 'g'; yield 1; })(), [], undefined]) {
    const ws = t.ws(asked + '/hangup', protocols);
    await t.once(ws, 'close');
  }
  await t.saw();
});

row('protocol: null', async (t) => {
  const ws = t.ws(asked + '/hangup', null);
  await t.once(ws, 'close');
  await t.saw();
});

for (const [name, protocols, path] of [
  ['the first is chosen', ['a', 'b'], '/with:Sec-WebSocket-Protocol=a'],
  ['the second is chosen', ['a', 'b'], '/with:Sec-WebSocket-Protocol=b'],
  ['none is chosen', ['a', 'b'], '/'],
  ['one nobody asked for', ['a'], '/with:Sec-WebSocket-Protocol=c'],
  ['one though none was asked for', [], '/with:Sec-WebSocket-Protocol=a'],
  ['another case', ['a'], '/with:Sec-WebSocket-Protocol=A'],
  ['two at once', ['a', 'b'], '/with:Sec-WebSocket-Protocol=a, b'],
  ['two fields', ['a', 'b'], '/with:Sec-WebSocket-Protocol=a/with:Sec-WebSocket-Protocol=b'],
  ['the same twice', ['a', 'b'], '/with:Sec-WebSocket-Protocol=a/with:Sec-WebSocket-Protocol=a'],
  ['an empty answer', ['a'], '/with:Sec-WebSocket-Protocol='],
  ['an empty answer to nothing', [], '/with:Sec-WebSocket-Protocol='],
]) {
  row('protocol: answered with ' + name, async (t) => {
    const ws = t.watch(t.ws(path + '/close:1000', protocols));
    ws.addEventListener('open', () => t.log('chosen', JSON.stringify(ws.protocol)));
    await t.once(ws, 'close');
    t.log(JSON.stringify(ws.protocol));
  });
}

// A browser offers permessage-deflate by itself, volley when it is told to.
const compressed = [[], { perMessageDeflate: true }];

for (const [name, value] of [
  ['permessage-deflate', 'permessage-deflate'],
  ['parameters', 'permessage-deflate; server_no_context_takeover; client_no_context_takeover'],
  ['window bits', 'permessage-deflate; server_max_window_bits=10; client_max_window_bits=15'],
  ['quoted window bits', 'permessage-deflate; client_max_window_bits="15"'],
  ['window bits out of range', 'permessage-deflate; server_max_window_bits=16'],
  ['window bits of 7', 'permessage-deflate; client_max_window_bits=7'],
  ['an unknown parameter', 'permessage-deflate; speed=9'],
  ['a parameter twice', 'permessage-deflate; server_no_context_takeover; server_no_context_takeover'],
  ['a value where none belongs', 'permessage-deflate; server_no_context_takeover=1'],
  ['permessage-deflate twice', 'permessage-deflate, permessage-deflate'],
  ['another extension', 'x-nobody-asked'],
  ['another extension beside', 'permessage-deflate, x-nobody-asked'],
  ['nothing in the field', ''],
  ['no token', '='],
]) {
  row('extension: answered with ' + name, async (t) => {
    const ws = t.watch(t.ws('/with:Sec-WebSocket-Extensions=' + encodeURIComponent(value) + '/close:1000', ...compressed));
    ws.addEventListener('open', () => t.log('agreed', JSON.stringify(ws.extensions)));
    await t.once(ws, 'close');
  });
}

row('extension: one nobody asked for, without compression', async (t) => {
  await t.follow(t.ws('/with:Sec-WebSocket-Extensions=x-nobody-asked/close:1000'));
});
