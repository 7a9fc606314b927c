package web

import (
	"testing"

	"volley/internal/vutest"
)

// TestJudge runs scripts that any JavaScript engine with the web platform's
// globals runs alike.
func TestJudge(t *testing.T) { kit().RunDir(t, "testdata/judge") }

// TestForeign has Node run the same scripts.
func TestForeign(t *testing.T) { vutest.Foreign(t, "testdata/judge") }
