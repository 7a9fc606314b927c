package execution

import (
	"testing"
	"time"

	"volley/internal/module/k6"
	"volley/internal/module/k6/metrics"
	"volley/internal/vu"
	"volley/internal/vutest"
)

func TestScripts(t *testing.T) {
	vutest.Kit{
		Modules: map[string]vu.Module{"k6": k6.New(), "k6/execution": New(), "k6/metrics": metrics.New()},
		Test: func(t *vu.Test) {
			log := t.Log
			t.Options = func() []byte {
				return []byte(`{"paused":null,"scenarios":{"a":{"vus":2}},"list":[1,{"b":2}]}`)
			}
			t.Instance = func() vu.Instance {
				return vu.Instance{Active: 2, Initialized: 3, Elapsed: 1500 * time.Millisecond, Completed: 4, Interrupted: 5}
			}
			t.Fail = func(message string) { log.Error("failed: " + message) }
		},
	}.RunDir(t, "testdata")
}
