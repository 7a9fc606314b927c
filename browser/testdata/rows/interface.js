// The shape of the classes: prototypes, descriptors, constants.

function descriptor(o, key) {
  const d = Object.getOwnPropertyDescriptor(o, key);
  if (!d) return key + ' none';
  const kind = 'value' in d ? typeof d.value + (d.writable ? ' writable' : ' fixed') : (d.get ? 'get ' + d.get.name : '') + (d.set ? ' set ' + d.set.name : '');
  return [key, kind, d.enumerable ? 'enumerable' : 'hidden', d.configurable ? 'configurable' : 'lasting'].join(' ');
}

row('interface: constants', async (t) => {
  for (const name of ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED']) {
    t.log(descriptor(WebSocket, name), WebSocket[name]);
    t.log(descriptor(WebSocket.prototype, name), WebSocket.prototype[name]);
  }
  const ws = t.ws('/');
  t.log(ws.CONNECTING, ws.OPEN, ws.CLOSING, ws.CLOSED, Object.keys(ws));
  t.attempt('set', () => { WebSocket.OPEN = 7; });
  t.log(WebSocket.OPEN);
  ws.close();
});

row('interface: members of WebSocket', async (t) => {
  for (const name of ['url', 'readyState', 'bufferedAmount', 'extensions', 'protocol', 'binaryType', 'onopen', 'onmessage', 'onerror', 'onclose', 'send', 'close', 'constructor']) {
    t.log(descriptor(WebSocket.prototype, name));
  }
  t.log(WebSocket.prototype.send.length, WebSocket.prototype.close.length, WebSocket.prototype.send.name);
});

row('interface: prototypes', async (t) => {
  t.log(Object.getPrototypeOf(WebSocket) === EventTarget, Object.getPrototypeOf(WebSocket.prototype) === EventTarget.prototype, Object.getPrototypeOf(EventTarget.prototype) === Object.prototype);
  t.log(descriptor(WebSocket, 'prototype'), descriptor(WebSocket, 'name'), descriptor(WebSocket, 'length'));
  t.log(Object.prototype.toString.call(WebSocket.prototype), String(WebSocket.prototype), WebSocket.prototype[Symbol.toStringTag]);
  const d = Object.getOwnPropertyDescriptor(WebSocket.prototype, Symbol.toStringTag);
  t.log(d.value, d.writable, d.enumerable, d.configurable);
});

row('interface: a socket as an object', async (t) => {
  const ws = t.ws('/');
  t.log(String(ws), typeof ws, ws instanceof WebSocket, ws instanceof EventTarget, ws.constructor === WebSocket, Object.keys(ws).length, JSON.stringify(ws), Object.getOwnPropertyNames(ws));
  t.log('send' in ws, 'url' in ws, ws.hasOwnProperty('url'), Object.isExtensible(ws));
  ws.mine = 1;
  t.log(ws.mine);
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

const globals = ['WebSocket', 'EventTarget', 'Event', 'MessageEvent', 'CloseEvent', 'ErrorEvent', 'CustomEvent', 'DOMException', 'AbortController', 'AbortSignal', 'Blob', 'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'ReadableStream', 'WritableStream', 'TransformStream', 'WebSocketStream', 'WebSocketError', 'atob', 'btoa', 'structuredClone', 'queueMicrotask', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'performance', 'console', 'globalThis'];

row('interface: globals', async (t) => {
  for (const name of globals) t.log(name, name in globalThis, typeof globalThis[name], globalThis[name].name, globalThis[name].length);
});

row('interface: descriptors of globals', async (t) => {
  for (const name of globals) t.log(descriptor(globalThis, name));
});

row('interface: members of Event and EventTarget', async (t) => {
  for (const name of ['type', 'target', 'srcElement', 'currentTarget', 'composedPath', 'eventPhase', 'stopPropagation', 'cancelBubble', 'stopImmediatePropagation', 'bubbles', 'cancelable', 'returnValue', 'preventDefault', 'defaultPrevented', 'composed', 'timeStamp', 'initEvent', 'NONE', 'AT_TARGET']) t.log(descriptor(Event.prototype, name));
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent']) t.log(descriptor(EventTarget.prototype, name), EventTarget.prototype[name].length);
  for (const c of [Event, MessageEvent, CloseEvent, ErrorEvent, EventTarget]) t.log(c.name, c.length, c.prototype[Symbol.toStringTag], Object.getPrototypeOf(c).name);
  for (const name of ['code', 'reason', 'wasClean']) t.log(descriptor(CloseEvent.prototype, name));
  for (const name of ['data', 'origin', 'lastEventId', 'source', 'ports']) t.log(descriptor(MessageEvent.prototype, name));
});
