package webcrypto

import (
	"maps"
	"testing"

	"volley/internal/vu"
	"volley/internal/vutest"
	"volley/internal/web"
)

func kit() vutest.Kit {
	return vutest.Kit{Test: func(t *vu.Test) {
		t.Globals = web.Globals()
		maps.Copy(t.Globals, Globals())
	}}
}

// TestJudge runs scripts that any implementation of the standard runs alike.
func TestJudge(t *testing.T) { kit().RunDir(t, "testdata/judge") }

// TestForeign has Node run the same scripts.
func TestForeign(t *testing.T) { vutest.Foreign(t, "testdata/judge") }

// TestScripts is about what Node does not do, or does otherwise.
func TestScripts(t *testing.T) { kit().RunDir(t, "testdata/script") }
