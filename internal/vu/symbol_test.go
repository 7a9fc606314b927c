package vu

import "testing"

// TestAsyncIterator is there for scripts that name it, and costs others nothing:
// an object that has it is iterated by for await, which is rewritten.
func TestAsyncIterator(t *testing.T) {
	const tell = `(() => { const s = Symbol["async" + "Iterator"]; return String(s) + (s === Symbol.for("Symbol.async" + "Iterator")) })()`
	for name, c := range map[string]struct{ src, want string }{
		"named": {`const seen = [];
			const two = { [Symbol.asyncIterator]() { let n = 0; return { next: async () => ({ value: ++n, done: n > 2 }) } } };
			for await (const x of two) seen.push(x);
			if (seen.join() !== '1,2') throw new Error(seen.join());
			export default function () {}`, "Symbol(Symbol.asyncIterator)true"},
		"not named": {"export default function () { }", "undefinedfalse"},
	} {
		t.Run(name, func(t *testing.T) {
			v := newRig(t, c.src).bear(1)
			got, err := v.rt.RunString(tell)
			if err != nil || got.String() != c.want {
				t.Errorf("Symbol.asyncIterator is %v, %v, want %s", got, err, c.want)
			}
		})
	}
}
