package metrics

import (
	"testing"

	"volley/internal/vu"
	"volley/internal/vutest"
)

func TestScripts(t *testing.T) { vutest.RunDir(t, New(), "testdata") }

func TestThrow(t *testing.T) {
	vutest.Kit{
		Modules: map[string]vu.Module{"k6/metrics": New()},
		Test:    func(t *vu.Test) { t.Throw = true },
	}.RunDir(t, "testdata/throw")
}
