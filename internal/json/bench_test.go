package json

import (
	"fmt"
	"strings"
	"testing"

	"github.com/grafana/sobek"
)

// samples are the texts the benchmarks read and write.
func samples() []struct{ name, text string } {
	nested := `{"type":"order","user":{"id":123456,"name":"Ada Lovelace","roles":["admin","buyer"]},"items":[` +
		strings.Repeat(`{"sku":"AB-1234","count":3,"price":19.99,"tags":["new","blue"],"stock":true},`, 9) +
		`{"sku":"last","count":1,"price":0.5,"tags":[],"stock":false}],"total":199.9,"note":null}`
	rows := make([]string, 330)
	for i := range rows {
		rows[i] = fmt.Sprintf(`{"id":%d,"name":"user %d","score":%d.5}`, i, i, i*7)
	}
	return []struct{ name, text string }{
		{"message", `{"id":12345,"text":"hello from a virtual","at":1700000000}`},
		{"nested", nested},
		{"string", `{"text":"` + strings.Repeat("sixteen letters\\n", 64) + `"}`},
		{"array", "[" + strings.Join(rows, ",") + "]"},
	}
}

func BenchmarkJSON(b *testing.B) {
	for _, native := range []bool{true, false} {
		who := "engine"
		rt := sobek.New()
		if native {
			who = "native"
			New().Install(rt)
		}
		object := rt.Get("JSON").(*sobek.Object)
		parse, _ := function(object.Get("parse"))
		stringify, _ := function(object.Get("stringify"))
		for _, s := range samples() {
			text := []sobek.Value{rt.ToValue(s.text)}
			value := []sobek.Value{parse(sobek.FunctionCall{Arguments: text})}
			run := func(what string, f func(sobek.FunctionCall) sobek.Value, args []sobek.Value) {
				b.Run(fmt.Sprintf("%s/%s/%s", what, s.name, who), func(b *testing.B) {
					b.ReportAllocs()
					b.SetBytes(int64(len(s.text)))
					for b.Loop() {
						f(sobek.FunctionCall{Arguments: args})
					}
				})
			}
			run("parse", parse, text)
			run("stringify", stringify, value)
		}
	}
}
