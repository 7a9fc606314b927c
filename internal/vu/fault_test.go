package vu

import (
	"strings"
	"testing"
)

// TestEngineFault asks built-in functions for what makes the engine panic: the
// job ends with a sentence for the script's author, and the VU goes on.
func TestEngineFault(t *testing.T) {
	for code, want := range map[string]string{
		"'x'.padStart(2**53)":                                  "what the script asks of padStart(): makeslice",
		"[1].map(() => 'xx'.repeat(2**62))":                    "what the script asks of repeat(): strings.Builder.Grow",
		"call(() => Math.max.apply(null, {length: 2**53}))":    "what the script asks of apply(): makeslice",
		"serve(() => 'x'.padEnd(2**53))":                       "what the script asks of padEnd(): makeslice",
		"serve(() => [2, 1].sort(() => call(() => panics())))": "internal fault in VU 1: a fault of ours",
	} {
		t.Run(code, func(t *testing.T) {
			r := newRig(t, `import {call, panics, serve} from 'k6/rig'; export default function () { `+code+` } export function again() { return 'again' }`)
			v := r.bear(1)
			o := r.start(v, "default")
			r.finish(1)
			if o.Err == nil || !strings.Contains(o.Err.Error(), want) {
				t.Errorf("the job's error is %v, want %q", o.Err, want)
			}
			o = r.start(v, "again")
			r.finish(2)
			if o.Err != nil || o.Value.String() != "again" {
				t.Errorf("afterwards: %+v", *o)
			}
		})
	}
}
