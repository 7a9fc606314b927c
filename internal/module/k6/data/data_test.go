package data

import (
	"path/filepath"
	"strings"
	"testing"

	"volley/internal/loop"
	"volley/internal/vu"
	"volley/internal/vutest"
)

// TestScripts gives every run a module of its own: the arrays outlive a VU.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.js")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".js"), func(t *testing.T) {
			for _, engine := range []loop.Engine{loop.Descriptors, loop.Portable} {
				vutest.Kit{Modules: map[string]vu.Module{"k6/data": New()}, Engines: []loop.Engine{engine}}.Run(t, file)
			}
		})
	}
}

// TestShared runs two VUs of one test: the second finds what the first made.
func TestShared(t *testing.T) {
	m := New()
	kit := vutest.Kit{Modules: map[string]vu.Module{"k6/data": m}, Engines: []loop.Engine{loop.Portable}}
	kit.Run(t, "testdata/name.js")
	kit.Run(t, "testdata/shared/second.js")
}
