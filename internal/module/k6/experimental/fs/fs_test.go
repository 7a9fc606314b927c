package fs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"volley/internal/vu"
	"volley/internal/vutest"
)

func TestScripts(t *testing.T) { vutest.RunDir(t, New(), "testdata") }

// TestShared bears VUs that all open a large file: its bytes are there once.
func TestShared(t *testing.T) {
	const size, vus = 8 << 20, 10
	path := filepath.Join(t.TempDir(), "large")
	if err := os.WriteFile(path, []byte(strings.Repeat("x", size)), 0o600); err != nil {
		t.Fatal(err)
	}
	kit := vutest.Kit{
		Modules: map[string]vu.Module{"k6/experimental/fs": New()},
		Replace: map[string]string{"FILE": path},
	}
	h := kit.Start(t, `
		import { open } from 'k6/experimental/fs';
		const file = await open(__ENV.FILE);
		export default async function () { await file.read(new Uint8Array(10)); }`)
	before := vutest.InUse()
	h.Crowd(vus)
	if grown := int64(vutest.InUse()) - int64(before); grown > size {
		t.Errorf("%d VUs more need %d bytes, the file has %d", vus, grown, size)
	}
}
