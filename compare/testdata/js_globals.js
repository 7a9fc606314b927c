// differs: The web platform's globals: console
export default function () {
  for (const name of ['fetch', 'URL', 'URLSearchParams', 'btoa', 'atob', 'structuredClone', 'queueMicrotask', 'performance', 'Blob', 'WebSocket', 'AbortController', 'Event', 'Intl', 'WebAssembly', 'setImmediate', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'require', 'open', 'global', 'process', 'window', 'self', 'escape', 'WeakRef', 'Atomics', 'SharedArrayBuffer', 'Iterator', 'TextEncoder', 'TextDecoder', 'crypto']) {
    console.log(name, typeof globalThis[name]);
  }
}
