package execution

import (
	"slices"
	"testing"

	"volley/internal/vu"
	"volley/internal/vutest"
)

// TestAbort ends the test and this VU's iteration: no script can catch it.
func TestAbort(t *testing.T) {
	var messages []string
	h := vutest.Kit{
		Modules: map[string]vu.Module{"k6/execution": New()},
		Test: func(t *vu.Test) {
			t.Abort = func(message string) { messages = append(messages, message) }
		},
	}.Start(t, `
		import exec from 'k6/execution';
		export default function () {
			try { exec.test.abort('enough'); } catch (e) { console.log('caught'); } finally { console.log('finally'); }
		}
		export function silent() { exec.test.abort(); console.log('never'); }`)
	h.Until(h.Ended)
	if got := h.Outcome.Interrupted; got == nil || got.Error() != "test aborted: enough" {
		t.Errorf("Interrupted = %v, want test aborted: enough", got)
	}
	h.Iterate("silent")
	h.Until(h.Ended)
	if got := h.Outcome.Interrupted; got == nil || got.Error() != "test aborted" {
		t.Errorf("Interrupted = %v, want test aborted", got)
	}
	if want := []string{"enough", ""}; !slices.Equal(messages, want) {
		t.Errorf("Abort was called with %q, want %q", messages, want)
	}
	if lines := h.Printed(); len(lines) > 0 {
		t.Errorf("the script went on: %q", lines)
	}
}
