package csv

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/vutest"
	"volley/internal/web"
)

// files stands for k6/experimental/fs: modules do not import each other.
type files struct{}

func (files) Names() []string { return []string{"open"} }

func (files) New(v *vu.VU) vu.Exports {
	return vu.Exports{Named: func(string) sobek.Value {
		return v.Runtime().ToValue(v.Native(func(call sobek.FunctionCall) sobek.Value {
			f := &file{}
			var err error
			f.path, f.text, err = v.Open(call.Argument(0).String())
			if err != nil {
				v.Throw(err)
			}
			return web.Of(v).Object(&web.Class{Name: "File"}, f)
		}))
	}}
}

type file struct {
	web.Base
	path, text string
}

func (f *file) Contents() (path, text string) { return f.path, f.text }

func kit() vutest.Kit {
	return vutest.Kit{Modules: map[string]vu.Module{"k6/experimental/csv": New(), "k6/experimental/fs": files{}}}
}

func TestScripts(t *testing.T) { kit().RunDir(t, "testdata") }

// TestShared bears VUs that all parse a large file: its records are there once.
func TestShared(t *testing.T) {
	const size, vus = 4 << 20, 10
	path := filepath.Join(t.TempDir(), "large.csv")
	if err := os.WriteFile(path, []byte(strings.Repeat("name,city\n", size/10)), 0o600); err != nil {
		t.Fatal(err)
	}
	k := kit()
	k.Replace = map[string]string{"FILE": path}
	h := k.Start(t, `
		import { open } from 'k6/experimental/fs';
		import { parse } from 'k6/experimental/csv';
		const list = await parse(await open(__ENV.FILE));
		export default function () { return list[0]; }`)
	before := vutest.InUse()
	h.Crowd(vus)
	if grown := int64(vutest.InUse()) - int64(before); grown > size {
		t.Errorf("%d VUs more need %d bytes, the file has %d", vus, grown, size)
	}
}
