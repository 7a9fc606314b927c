package html

import (
	"testing"

	"volley/internal/vutest"
)

func TestScripts(t *testing.T) { vutest.RunDir(t, New(), "testdata") }
