// Where AbortSignal follows the standard and Node 20 does not.
const said = (f) => { try { return String(f()); } catch (e) { return e.name; } };

export default function () {
  const one = new AbortController();
  const two = new AbortController();
  const any = AbortSignal.any(new Set([one.signal, two.signal]));
  one.signal.onabort = () => console.log(any.aborted, any.reason);
// want: true why
  one.abort('why');
  console.log(said(() => AbortSignal.timeout(-1)), said(() => AbortSignal.timeout(NaN)), said(() => AbortSignal.timeout(2 ** 53)), AbortSignal.timeout(2 ** 52).aborted);
// want: TypeError TypeError TypeError false
  console.log(new AbortController().signal.reason, said(() => { any.aborted = false; }), any.aborted);
// want: undefined TypeError true
}
