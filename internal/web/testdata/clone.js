// structuredClone of what the platform made, and its texts.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default async function () {
  const b = structuredClone({ blob: new Blob(['content'], { type: 'a/b' }), list: [new File(['x'], 'n', { lastModified: 5 })] });
  console.log(b.blob instanceof Blob, b.blob.type, await b.blob.text(), b.list[0] instanceof File, b.list[0].name, b.list[0].lastModified);
// want: true a/b content true n 5
  const x = structuredClone(new DOMException('what', 'AbortError'));
  console.log(x instanceof DOMException, x.name, x.message, x.code);
// want: true AbortError what 20
  class Named extends Blob { #n = 1; }
  console.log(structuredClone(new Named(['abc'])).size, structuredClone(new Named([])) instanceof Named);
// want: 3 false
  class Plain extends EventTarget { #n = 1; }
  for (const bad of [new EventTarget(), new Event('x'), new URL('http://a'), new AbortController(), new Plain(), () => 1, Symbol('s'), { p: Promise.resolve() }, new Proxy({}, {}), Blob, performance, Event.prototype]) console.log(said(() => structuredClone(bad)));
// want: DataCloneError: Failed to execute 'structuredClone': #<EventTarget> could not be cloned.
// want: DataCloneError: Failed to execute 'structuredClone': #<Event> could not be cloned.
// want: DataCloneError: Failed to execute 'structuredClone': #<URL> could not be cloned.
// want: DataCloneError: Failed to execute 'structuredClone': #<AbortController> could not be cloned.
// want: DataCloneError: Failed to execute 'structuredClone': #<Plain> could not be cloned.
// want: DataCloneError: Failed to execute 'structuredClone': () => 1 could not be cloned.
// want: DataCloneError: Failed to execute 'structuredClone': Symbol(s) could not be cloned.
// want: DataCloneError: Failed to execute 'structuredClone': #<Promise> could not be cloned.
// want: DataCloneError: Failed to execute 'structuredClone': #<Object> could not be cloned.
// want: DataCloneError: Failed to execute 'structuredClone': function () { [native code] } could not be cloned.
// want: DataCloneError: Failed to execute 'structuredClone': #<Performance> could not be cloned.
// want: DataCloneError: Failed to execute 'structuredClone': #<Event> could not be cloned.
  const gone = new ArrayBuffer(2);
  structuredClone(gone, { transfer: [gone] });
  for (const item of [gone, {}, 5]) console.log(said(() => structuredClone(1, { transfer: [item] })));
// want: DataCloneError: Failed to execute 'structuredClone': An ArrayBuffer is detached and could not be cloned.
// want: DataCloneError: Failed to execute 'structuredClone': Value does not have a transferable type.
// want: DataCloneError: Failed to execute 'structuredClone': Value does not have a transferable type.
  let deep = {};
  for (let i = 0; i < 100000; i++) deep = { deep };
  console.log(said(() => structuredClone(deep)));
// want: RangeError: Maximum call stack size exceeded
}
