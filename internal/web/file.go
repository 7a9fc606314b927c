package web

import (
	"math"
	"time"

	"github.com/grafana/sobek"
)

// File is the File API's class (§4): a Blob with a name.
var File = &Class{
	Name: "File", Parent: Blob, Length: 2, Attributes: []string{"name", "lastModified"},
	Construct: func(r *Realm, _ *Class, args []sobek.Value) Instance {
		const where = "construct 'File'"
		r.need(args, 2, where)
		f := &fileInfo{name: r.Text(args[1]), modified: time.Now().UnixMilli()}
		b := &BlobObject{file: f}
		options := b.fill(r, args[0], argument(args, 2), where)
		if value := options.get("lastModified"); value != nil {
			f.modified = 0
			if ms := r.number(value); math.Abs(ms) < 1<<63 { // false for NaN
				f.modified = int64(ms)
			}
		}
		return b
	},
}

// fileInfo is what makes a Blob a File.
type fileInfo struct {
	name     string
	modified int64 // ms since the Unix epoch
}

func (f *fileInfo) get(r *Realm, key string) sobek.Value {
	switch key {
	case "name":
		return r.rt.ToValue(f.name)
	case "lastModified":
		return r.rt.ToValue(f.modified)
	}
	return nil
}
