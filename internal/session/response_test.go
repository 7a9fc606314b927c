package session

import (
	"testing"

	"github.com/grafana/sobek"
)

// TestHeaders: scripts see each field once, by its canonical name, whatever that is.
func TestHeaders(t *testing.T) {
	rt := sobek.New()
	r := &Response{Status: 101, Header: "x-one:1\nSet-Cookie:a=1\n__proto__:2\nset-cookie:b=2\n"}
	for name, headers := range map[string]*sobek.Object{
		`{"X-One":"1","Set-Cookie":"a=1, b=2","__proto__":"2"}`: r.Headers(rt),
		`{}`: (*Response)(nil).Headers(rt),
	} {
		if err := rt.Set("headers", headers); err != nil {
			t.Fatal(err)
		}
		got, err := rt.RunString(`JSON.stringify(headers) + (headers instanceof Object)`)
		if err != nil || got.String() != name+"true" {
			t.Errorf("%v, %v; want %s", got, err, name)
		}
	}
}
