// The shape of the classes: prototypes, descriptors, constants.

function descriptor(o, key) {
  const d = Object.getOwnPropertyDescriptor(o, key);
  if (!d) return key + ' none';
  const kind = 'value' in d ? typeof d.value + (d.writable ? ' writable' : ' fixed') : (d.get ? 'get ' + d.get.name : '') + (d.set ? ' set ' + d.set.name : '');
  return [key, kind, d.enumerable ? 'enumerable' : 'hidden', d.configurable ? 'configurable' : 'lasting'].join(' ');
}

const members = ['url', 'readyState', 'bufferedAmount', 'extensions', 'protocol', 'binaryType', 'onopen', 'onmessage', 'onerror', 'onclose', 'send', 'close', 'constructor'];

const constants = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];

row('interface: constants', async (t) => {
  for (const name of constants) t.log(descriptor(WebSocket, name), WebSocket[name], WebSocket.prototype[name]);
  const ws = t.ws('/');
  t.log(ws.CONNECTING, ws.OPEN, ws.CLOSING, ws.CLOSED, Object.keys(ws));
  t.attempt('set', () => { WebSocket.OPEN = 7; });
  t.attempt('set on a socket', () => { ws.OPEN = 7; });
  t.log(WebSocket.OPEN, ws.OPEN);
  ws.close();
});

row('interface: members of WebSocket', async (t) => {
  for (const name of members) t.log(name, name in WebSocket.prototype);
  t.log(WebSocket.prototype.send.length, WebSocket.prototype.close.length, WebSocket.prototype.send.name, WebSocket.prototype.close.name);
  t.log(WebSocket.prototype.constructor === WebSocket, WebSocket.prototype.send === t.ws('/').send);
});

row('interface: prototypes', async (t) => {
  t.log(Object.getPrototypeOf(WebSocket.prototype) === EventTarget.prototype, Object.getPrototypeOf(MessageEvent.prototype) === Event.prototype);
  t.log(descriptor(WebSocket, 'prototype'), descriptor(WebSocket, 'name'), descriptor(WebSocket, 'length'));
  t.log(Object.prototype.toString.call(WebSocket.prototype), String(WebSocket.prototype), WebSocket.prototype[Symbol.toStringTag]);
});

row('interface: a socket as an object', async (t) => {
  const ws = t.ws('/');
  t.log(String(ws), typeof ws, ws instanceof WebSocket, ws instanceof EventTarget, ws instanceof Object, ws.constructor === WebSocket);
  t.log(Object.keys(ws).length, JSON.stringify(ws), Object.getOwnPropertyNames(ws), 'send' in ws, 'url' in ws, 'nonsense' in ws, Object.isExtensible(ws));
  ws.mine = 1;
  t.log(ws.mine, Object.keys(ws));
  delete ws.mine;
  t.log(ws.mine, 'mine' in ws);
  ws.close();
});

row('interface: descriptors of members and constants', async (t) => {
  for (const name of members) t.log(descriptor(WebSocket.prototype, name));
  for (const name of constants) t.log(descriptor(WebSocket.prototype, name));
  const d = Object.getOwnPropertyDescriptor(WebSocket.prototype, Symbol.toStringTag);
  t.log(d && [d.value, d.writable, d.enumerable, d.configurable]);
});

row('interface: the ends of the prototype chains', async (t) => {
  t.log(Object.getPrototypeOf(WebSocket) === EventTarget);
  t.log(Object.getPrototypeOf(EventTarget.prototype) === Object.prototype);
});

row('interface: own properties of a socket', async (t) => {
  const ws = t.ws('/');
  for (const name of ['url', 'send', 'OPEN']) t.log(name, Object.prototype.hasOwnProperty.call(ws, name));
  ws.close();
});

row('interface: read-only members', async (t) => {
  const ws = t.ws('/');
  for (const name of ['url', 'readyState', 'bufferedAmount', 'extensions', 'protocol']) t.attempt(name, () => { ws[name] = 'changed'; return 'set'; });
  t.log(ws.readyState);
  ws.close();
});

row('interface: getters on what is no socket', async (t) => {
  for (const name of ['url', 'readyState', 'bufferedAmount', 'extensions', 'protocol', 'binaryType', 'onopen', 'onmessage']) {
    t.attempt(name, () => WebSocket.prototype[name]);
    t.attempt(name + ' of an object', () => Object.create(WebSocket.prototype)[name]);
  }
  t.attempt('close', () => WebSocket.prototype.close());
  t.attempt('listen', () => EventTarget.prototype.addEventListener.call({}, 'x', () => {}));
});

row('interface: for in', async (t) => {
  const ws = t.ws('/');
  const all = ['url', 'readyState', 'bufferedAmount', 'onopen', 'onerror', 'onclose', 'extensions', 'protocol', 'onmessage', 'binaryType', 'close', 'send', 'CONNECTING', 'OPEN', 'CLOSING', 'CLOSED', 'addEventListener', 'dispatchEvent', 'removeEventListener'];
  const found = [];
  for (const key in ws) found.push(key);
  t.log(all.filter((key) => !found.includes(key)));
  ws.close();
});

const globals = ['WebSocket', 'EventTarget', 'Event', 'MessageEvent', 'CloseEvent', 'ErrorEvent', 'CustomEvent', 'DOMException', 'AbortController', 'AbortSignal', 'Blob', 'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'ReadableStream', 'WritableStream', 'TransformStream', 'WebSocketStream', 'WebSocketError', 'atob', 'btoa', 'structuredClone', 'queueMicrotask', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'performance', 'console'];

row('interface: globals', async (t) => {
  for (const name of globals) t.log(name, name in globalThis, typeof globalThis[name], globalThis[name].name, globalThis[name].length);
});

row('interface: descriptors of globals', async (t) => {
  for (const name of globals) t.log(descriptor(globalThis, name));
});

const eventMembers = ['type', 'target', 'srcElement', 'currentTarget', 'composedPath', 'eventPhase', 'stopPropagation', 'cancelBubble', 'stopImmediatePropagation', 'bubbles', 'cancelable', 'returnValue', 'preventDefault', 'defaultPrevented', 'composed', 'timeStamp', 'initEvent', 'NONE', 'AT_TARGET'];

row('interface: members of Event and EventTarget', async (t) => {
  for (const name of eventMembers) t.log(name, name in Event.prototype);
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent']) t.log(name, EventTarget.prototype[name].name, EventTarget.prototype[name].length);
  for (const c of [Event, MessageEvent, CloseEvent, ErrorEvent, EventTarget]) t.log(c.name, c.length, c.prototype[Symbol.toStringTag], Object.getPrototypeOf(c).name);
  for (const name of ['code', 'reason', 'wasClean', 'type']) t.log(name, name in CloseEvent.prototype);
  for (const name of ['data', 'origin', 'lastEventId', 'source', 'ports']) t.log(name, name in MessageEvent.prototype);
});

row('interface: descriptors of events', async (t) => {
  for (const name of eventMembers) t.log(descriptor(Event.prototype, name));
  for (const name of ['addEventListener', 'dispatchEvent']) t.log(descriptor(EventTarget.prototype, name));
  for (const name of ['code', 'reason', 'wasClean']) t.log(descriptor(CloseEvent.prototype, name));
});
