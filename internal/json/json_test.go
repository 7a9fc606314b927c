package json

import (
	"errors"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"unsafe"

	"github.com/grafana/sobek"
)

// TestStandard is what scripts see of both functions, in particular where the
// engine deviates from the standard.
func TestStandard(t *testing.T) {
	const hex = `(s => [...Array(s.length).keys()].map(i => s.charCodeAt(i).toString(16)).join())`
	for name, c := range map[string]struct{ src, want string }{
		"there and back": {
			`JSON.stringify(JSON.parse(' {"id":12345 , "text":"hello", "a":[1,-0,2.5,1e3,true,false,null,"x\\ny\\u00e9",[],{}]}\n'))`,
			`{"id":12345,"text":"hello","a":[1,0,2.5,1000,true,false,null,"x\nyé",[],{}]}`,
		},
		"toJSON and wrappers": {
			`JSON.stringify({d: new Date(0), u: undefined, f() {}, n: new Number(4), s: new String("x"), b: new Boolean(false), m: new Map, l: [undefined, () => 1, Symbol()]})`,
			`{"d":"1970-01-01T00:00:00.000Z","n":4,"s":"x","b":false,"m":{},"l":[null,null,null]}`,
		},
		"nothing to write":        {`String([JSON.stringify(), JSON.stringify(() => 1), JSON.stringify({toJSON() {}})].every(x => x === undefined))`, "true"},
		"replacer":                {`JSON.stringify({a: 1, b: [2]}, (k, v) => k === "a" ? undefined : v)`, `{"b":[2]}`},
		"indentation":             {`JSON.stringify({a: 1}, null, 1)`, "{\n \"a\": 1\n}"},
		"null is no replacer":     {`JSON.stringify({a: 1}, null)`, `{"a":1}`},
		"reviver":                 {`JSON.parse("[1,2]", (k, v) => Array.isArray(v) ? v : v + 1).join()`, "2,3"},
		"not a string":            {`[JSON.parse(12), JSON.parse(null), JSON.parse(true), JSON.parse({toString: () => "[7]"})].join()`, "12,,true,7"},
		"toString once":           {`let n = 0; try { JSON.parse({toString() { n++; return "{" }}) } catch {} String(n)`, "1"},
		"a prototype's name":      {`const o = JSON.parse('{"__proto__":{"a":1}}'); String([Object.keys(o), o.a, Object.getPrototypeOf(o) === Object.prototype])`, "__proto__,,true"},
		"a setter above":          {`Object.defineProperty(Object.prototype, "trap", {set() { throw 1 }, configurable: true}); const o = JSON.parse('{"trap":1}'); String(o.hasOwnProperty("trap"))`, "true"},
		"frozen above":            {`Object.freeze(Object.prototype); String(JSON.parse('{"toString":1}').toString)`, "1"},
		"low half in a text":      {hex + `(JSON.parse('"\ud83d\udc00\udc00"'))`, "d83d,dc00,dc00"},
		"high half in a text":     {hex + `(JSON.parse('"a\ud800"'))`, "61,d800"},
		"half after a backslash":  {`try { JSON.parse('"\\\ud800"') } catch (e) { e.name }`, "SyntaxError"},
		"half after two":          {hex + `(JSON.parse('"\\\\\ud800"'))`, "5c,d800"},
		"half outside":            {`try { JSON.parse('\ud800') } catch (e) { e.name }`, "SyntaxError"},
		"half as an escape":       {hex + `(JSON.parse('"\\ud83dx\\ud83d\\ude00"'))`, "d83d,78,d83d,de00"},
		"half in a name":          {hex + `(Object.keys(JSON.parse('{"\\ud800":1}'))[0])`, "d800"},
		"half as a name, written": {`JSON.stringify({"\ud800": 1, "\ufffd": {toJSON: k => k.length}})`, `{"\ud800":1,"` + "\uFFFD" + `":1}`},
		"half as a value":         {`JSON.stringify("\ud800x\ud83d\ude00\udc00")`, `"\ud800x😀\udc00"`},
		"beyond the largest":      {`String(JSON.parse("[1e999,-1e999]"))`, "Infinity,-Infinity"},
		"a wrapped symbol":        {`JSON.stringify({a: Object(Symbol())})`, `{"a":{}}`},
		"a cycle":                 {`const o = {}; o.o = [o]; try { JSON.stringify(o) } catch (e) { e.name + ": " + e.message }`, "TypeError: Converting circular structure to JSON"},
		"no cycle":                {`const o = {}; JSON.stringify([o, o, {o}])`, `[{},{},{"o":{}}]`},
		"a big integer":           {`try { JSON.stringify([1n]) } catch (e) { e.name + ": " + e.message }`, "TypeError: Do not know how to serialize a BigInt"},
		"a big integer's toJSON":  {`BigInt.prototype.toJSON = function (k) { return k + this }; JSON.stringify({k: 1n})`, `{"k":"k1"}`},
		"toJSON asked once":       {`let n = 0; JSON.stringify([{toJSON() { n++; return new Map }}, new Proxy(Object.create({get toJSON() { n++ }}), {})]) + n`, `[{},{}]2`},
		"from inside":             {`JSON.stringify([1, {toJSON() { return JSON.parse(JSON.stringify({a: [2]})) }}, 3])`, `[1,{"a":[2]},3]`},
		"deep":                    {`let s = "[".repeat(3000) + "]".repeat(3000); String(JSON.stringify(JSON.parse(s)) === s)`, "true"},
		"deep cycle":              {`let o = {}, p = o; for (let i = 0; i < 600; i++) p = {p}; o.p = p; try { JSON.stringify(o) } catch (e) { e.name }`, "TypeError"},
		"a number's digits":       {`JSON.stringify([1e21, 1e-7, 1.5e-10, 123456789012345680000, 0.000001, -1e300, 5e-324])`, `[1e+21,1e-7,1.5e-10,123456789012345680000,0.000001,-1e+300,5e-324]`},
	} {
		t.Run(name, func(t *testing.T) {
			rt := sobek.New()
			New().Install(rt)
			v, err := rt.RunString("(() => { 'use strict'; return eval(" + quote(c.src) + ") })()")
			if err != nil {
				t.Fatal(err)
			}
			if got := v.String(); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.src, got, c.want)
			}
		})
	}
}

func quote(s string) string { return string(appendQuoted(nil, s)) }

func TestInstall(t *testing.T) {
	rt := sobek.New()
	New().Install(rt)
	v, err := rt.RunString(`
	const show = (o, k) => { const d = Object.getOwnPropertyDescriptor(o, k); return [k, typeof d.value === "function" ? d.value.name : d.value, d.writable, d.enumerable, d.configurable].join() };
	[show(JSON, "parse"), show(JSON, "stringify"), show(JSON.parse, "length"), show(JSON.stringify, "length"), show(JSON.parse, "name")].join(" ")`)
	if err != nil {
		t.Fatal(err)
	}
	const want = "parse,parse,true,false,true stringify,stringify,true,false,true length,2,false,false,true length,3,false,false,true name,parse,false,false,true"
	if got := v.String(); got != want {
		t.Errorf("JSON is\n     %s\nwant %s", got, want)
	}

	for _, src := range []string{"JSON = 1", "JSON.parse = 1", "delete JSON.stringify"} {
		rt := sobek.New()
		if _, err := rt.RunString(src); err != nil {
			t.Fatal(err)
		}
		New().Install(rt) // must not panic
		if v, err := rt.RunString("typeof JSON + typeof JSON.parse + typeof JSON.stringify"); err != nil || v.String() == "objectfunctionfunction" {
			t.Errorf("after %q, Install made %v, %v", src, v, err)
		}
	}
}

// TestThrow lets what a script's own code throws, and an interruption, pass
// through, and the next call works.
func TestThrow(t *testing.T) {
	c := New()
	rt := sobek.New()
	c.Install(rt)
	rt.Set("interrupt", func() { rt.Interrupt("enough") })
	_, err := rt.RunString(`JSON.stringify([1, {get a() { throw new RangeError("mine") }}])`)
	var thrown *sobek.Exception
	if !errors.As(err, &thrown) || !strings.HasPrefix(thrown.Error(), "RangeError: mine") {
		t.Errorf("a getter's exception came out as %v", err)
	}
	for _, toJSON := range []string{"() => { interrupt(); for (;;); }", "(() => { interrupt(); for (;;); }).bind(1)", "new Proxy(() => { interrupt(); for (;;); }, {})"} {
		_, err = rt.RunString(`try { JSON.stringify([{toJSON: ` + toJSON + `}]) } catch (e) { "caught" }`)
		var interrupted *sobek.InterruptedError
		if !errors.As(err, &interrupted) {
			t.Errorf("an interruption in %s came out as %v", toJSON, err)
		}
		rt.ClearInterrupt()
	}
	v, err := rt.RunString(`try { JSON.stringify({toJSON: new Proxy(() => { throw 5 }, {})}) } catch (e) { JSON.stringify([e]) }`)
	if err != nil || v.String() != "[5]" {
		t.Errorf("a proxy's exception came out as %v, %v", v, err)
	}
}

// TestShared has strings of short texts share the text's memory and those of
// long ones not.
func TestShared(t *testing.T) {
	rt := sobek.New()
	New().Install(rt)
	parse, _ := sobek.AssertFunction(rt.Get("JSON").ToObject(rt).Get("parse"))
	for _, tc := range []struct {
		name, text string
		want       bool
	}{
		{"short", `["a string of some length"]`, true},
		{"short, not ASCII", `["a string of some length","é"]`, true},
		{"long", `["a string of some length","` + strings.Repeat("x", shared) + `"]`, false},
		{"long, not ASCII", `["a string of some length","é` + strings.Repeat("x", shared) + `"]`, false},
	} {
		v, err := parse(sobek.Undefined(), rt.ToValue(tc.text))
		if err != nil {
			t.Fatal(err)
		}
		piece := v.ToObject(rt).Get("0").String()
		from, at := uintptr(unsafe.Pointer(unsafe.StringData(tc.text))), uintptr(unsafe.Pointer(unsafe.StringData(piece)))
		if got := at >= from && at < from+uintptr(len(tc.text)); got != tc.want {
			t.Errorf("%s: the string shares the text: %v, want %v", tc.name, got, tc.want)
		}
	}
}

// TestConcurrent is for the race detector: one codec, many runtimes.
func TestConcurrent(t *testing.T) {
	c := New()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			rt := sobek.New()
			c.Install(rt)
			v, err := rt.RunString(`let s; for (let i = 0; i < 200; i++) s = JSON.stringify(JSON.parse('{"a":[1,{"b":"text"}],"c":"x\\ty"}')); s`)
			if err != nil || v.String() != `{"a":[1,{"b":"text"}],"c":"x\ty"}` {
				t.Errorf("got %v, %v", v, err)
			}
		})
	}
	all.Wait()
}

// TestAllocs bounds what a message costs: the object, its table of three
// properties, the list of their names (3), a string and two numbers (4); and
// the engine's walk over the names (13), the text and its value.
func TestAllocs(t *testing.T) {
	if raced() {
		t.Skip("a pool forgets at random under the race detector")
	}
	rt := sobek.New()
	New().Install(rt)
	object := rt.Get("JSON").ToObject(rt)
	parse, _ := function(object.Get("parse"))
	stringify, _ := function(object.Get("stringify"))
	text := []sobek.Value{rt.ToValue(samples()[0].text)}
	value := []sobek.Value{parse(sobek.FunctionCall{Arguments: text})}
	for _, c := range []struct {
		name string
		f    func(sobek.FunctionCall) sobek.Value
		args []sobek.Value
		most float64
	}{{"parse", parse, text, 12}, {"stringify", stringify, value, 16}} {
		if got := testing.AllocsPerRun(200, func() { c.f(sobek.FunctionCall{Arguments: c.args}) }); got > c.most+0.5 {
			t.Errorf("%s allocates %v times, want at most %v", c.name, got, c.most)
		}
	}
}

// raced reports whether the race detector is on.
func raced() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}
