// console shows the attributes of the platform's objects, but only names those inside others.

export default function () {
  console.log(new URL('ws://h:1/p?q=1'));
// want: URL { href: "ws://h:1/p?q=1", origin: "ws://h:1", protocol: "ws:", username: "", password: "", host: "h:1", hostname: "h", port: "1", pathname: "/p", search: "?q=1", searchParams: URLSearchParams {}, hash: "" }
  const c = new CloseEvent('close', { code: 1000, reason: 'r' });
  c.own = 1;
  console.log({ c }, [new Blob(['ab'])], new Blob(['ab'], { type: 'a/b' }), new EventTarget());
// want: { c: CloseEvent { own: 1 } } [ Blob {} ] Blob { size: 2, type: "a/b" } EventTarget {}
  console.log(new DOMException('what', 'AbortError'), AbortSignal.abort('why'));
// want: AbortError: what AbortSignal { aborted: true, reason: "why", onabort: null }
}
