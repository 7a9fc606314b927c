package vu

import "testing"

// TestCodec has the fast functions in VUs whose script mentions JSON, and the
// engine left alone in others. Half a surrogate tells them apart.
func TestCodec(t *testing.T) {
	const tell = `(() => { const o = globalThis["JS" + "ON"]; return o.parse('"\\ud800"').charCodeAt(0).toString(16) })()`
	for name, c := range map[string]struct{ src, want string }{
		"mentioned":     {"export default function () { JSON }", "d800"},
		"not mentioned": {"export default function () { }", "fffd"},
	} {
		t.Run(name, func(t *testing.T) {
			v := newRig(t, c.src).bear(1)
			got, err := v.rt.RunString(tell)
			if err != nil || got.String() != c.want {
				t.Errorf("half a surrogate became %v, %v, want %s", got, err, c.want)
			}
		})
	}
}
