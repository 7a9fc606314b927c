package json

import (
	"testing"

	"github.com/grafana/sobek"
)

func TestBasics(t *testing.T) {
	rt := sobek.New()
	New().Install(rt)
	for _, tc := range []struct{ src, want string }{
		{`JSON.stringify(JSON.parse('{"id":12345,"text":"hello from a virtual user","at":1700000000, "a":[1,-0,2.5,1e3,true,false,null,"x\\ny\\u00e9",[],{}]}'))`,
			`{"id":12345,"text":"hello from a virtual user","at":1700000000,"a":[1,0,2.5,1000,true,false,null,"x\nyé",[],{}]}`},
		{`JSON.stringify({d:new Date(0),u:undefined,f(){},n:new Number(4),s:new String("x"),b:new Boolean(false), m:new Map, l:[undefined,()=>1,Symbol()]})`,
			`{"d":"1970-01-01T00:00:00.000Z","n":4,"s":"x","b":false,"m":{},"l":[null,null,null]}`},
		{`Object.getOwnPropertyDescriptor(JSON.parse('{"__proto__":{"a":1}}'),"__proto__").value.a + ""`, "1"},
		{`JSON.parse.name+JSON.parse.length+JSON.stringify.name+JSON.stringify.length`, "parse2stringify3"},
		{`JSON.stringify("\ud800x\ud83d\ude00")`, `"\ud800x😀"`},
		{`JSON.parse('"\\ud800"').charCodeAt(0).toString(16)`, `d800`},
		{`JSON.parse('"\ud800"').charCodeAt(0).toString(16)`, `d800`},
		{`Object.keys(JSON.parse('{"\\ud800":1}'))[0].charCodeAt(0).toString(16)`, `d800`},
		{`try{JSON.parse('{')}catch(e){e.name}`, `SyntaxError`},
		{`var o={};o.o=o;try{JSON.stringify(o)}catch(e){e.name}`, `TypeError`},
		{`JSON.stringify({a:Object(Symbol())})`, `{"a":{}}`},
		{`JSON.stringify({"\ud800":1})`, `{"\ud800":1}`},
		{`JSON.parse("1e999")+""`, `Infinity`},
	} {
		v, err := rt.RunString(tc.src)
		if err != nil {
			t.Errorf("%s: %v", tc.src, err)
			continue
		}
		if got := v.String(); got != tc.want {
			t.Errorf("%s\n got %s\nwant %s", tc.src, got, tc.want)
		}
	}
}
