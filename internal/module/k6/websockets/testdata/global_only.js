// The global alone, without an import.
// env: URL={{URL}}
export default function () {
  const ws = new WebSocket(`${__ENV.URL}/early?n=1`);
  ws.onmessage = (e) => { console.log(e.data); ws.close(); };
  try { new WebSocket('nonsense'); } catch (e) { console.log(e instanceof DOMException, e.name); }
// want: true SyntaxError
// want: early 1
}
