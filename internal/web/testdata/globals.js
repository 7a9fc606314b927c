// The globals are there, made once, and a script may have its own of the same name.

const early = new URL('http://init/').host; // in the init context, too

export default function () {
  console.log(early, self === globalThis, global === self);
// want: init true true
  const names = ['AbortController', 'AbortSignal', 'Blob', 'CloseEvent', 'CustomEvent', 'DOMException', 'ErrorEvent', 'Event', 'EventTarget', 'File', 'MessageEvent', 'Performance', 'TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams', 'atob', 'btoa', 'queueMicrotask', 'reportError', 'structuredClone'];
  console.log(names.filter((n) => typeof globalThis[n] !== 'function' || globalThis[n].name !== n || !(n in globalThis)).join(), typeof performance, performance === performance);
// want:  object true
  console.log(Object.keys(globalThis).length, URL === globalThis.URL);
// want: 0 true
  globalThis.URL = class Mine {};
  console.log(new URL().constructor.name, delete globalThis.URL, typeof URL, URL.name);
// want: Mine true function URL
  const performance_ = performance;
  { const performance = 5; console.log(performance, performance_ instanceof Performance); }
// want: 5 true
  console.log([setTimeout, setInterval, clearTimeout, clearInterval, queueMicrotask, console.log].map((f) => `${f.name} ${f.length}`).join());
// want: setTimeout 1,setInterval 1,clearTimeout 0,clearInterval 0,queueMicrotask 1,log 0
}
