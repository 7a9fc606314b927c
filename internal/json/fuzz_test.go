package json

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/grafana/sobek"
)

// both is a runtime with the native functions in JSON and the engine's in
// engine.
type both struct {
	rt   *sobek.Runtime
	call func(sobek.FunctionCall) sobek.Value
}

// tell describes what a call did: the result with all that a script can see of
// it, or what it threw, and what the script's own code saw meanwhile.
const tell = `
var log = [];
function show(v) {
	if (typeof v === "string") {
		let s = "'";
		for (let i = 0; i < v.length; i++) s += v.charCodeAt(i).toString(16) + ".";
		return s;
	}
	if (typeof v !== "object" || v === null) return Object.is(v, -0) ? "-0" : typeof v + String(v);
	let s = Array.isArray(v) ? "[" + v.length : "{";
	if (Object.getPrototypeOf(v) !== (Array.isArray(v) ? Array : Object).prototype || !Object.isExtensible(v)) s += "odd";
	for (const k of Reflect.ownKeys(v)) {
		const d = Object.getOwnPropertyDescriptor(v, k);
		s += "," + show(k) + (d.writable ? "w" : "") + (d.enumerable ? "e" : "") + (d.configurable ? "c" : "") + ":" + (k === "length" ? "" : show(d.value));
	}
	return s + "}";
}
function tell(f, ...args) {
	log = [];
	let s;
	try { s = show(f(...args)) } catch (e) { s = "throws " + (e && e.name ? e.name + ": " + e.message : String(e)) }
	return s + " log " + log.join(" ");
}
(native, who, what, arg) => {
	const f = who === "native" ? JSON[what] : engine[what];
	return what === "parse" ? tell(f, arg) : tell(() => f((0, eval)("(" + arg + ")")));
}`

func newBoth(tb testing.TB) *both {
	tb.Helper()
	rt := sobek.New()
	if _, err := rt.RunString(`var engine = { parse: JSON.parse, stringify: JSON.stringify }`); err != nil {
		tb.Fatal(err)
	}
	New().Install(rt)
	v, err := rt.RunString(tell)
	if err != nil {
		tb.Fatal(err)
	}
	call, _ := function(v)
	return &both{rt, call}
}

func (b *both) tell(who, what string, arg sobek.Value) string {
	null := sobek.Null()
	return b.call(sobek.FunctionCall{Arguments: []sobek.Value{null, b.rt.ToValue(who), b.rt.ToValue(what), arg}}).String()
}

// deviates reports whether two descriptions may differ: where the engine is not
// as the standard says.
func deviates(native, engine string) bool {
	return strings.Contains(engine, "fffd.") || strings.Contains(native, "Infinity") && strings.Contains(engine, "throws")
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		``, ` `, `1`, `-0`, `-`, `01`, `1.`, `1.5e+3`, `1e`, `1e999`, `-1e-999`, `123456789012345678901234567890`, `9007199254740993`, `0.1`,
		`true`, `tru`, `nulll`, `false `, `"a"`, `"`, `"\u00e9\n\/\b\f\r\t\\\""`, `"\x"`, `"\u12"`, `"\ud83d\ude00"`, `"\ud83d"`, `"\ude00\ud83d"`, `"é😀"`, "\"\x01\"", "\"\xff\"", "\"\u2028\"", "\ufeff1",
		`{}`, `{"a":1}`, `{"a":1,"a":2,"b":3}`, `{"__proto__":{"x":1},"constructor":2,"toString":3}`, `{"2":1,"1":2,"x":3,"0":4}`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{,}`, `{1:2}`, `{"a":1 "b":2}`, `{"\u0061":1,"a":2}`, `{"é":1}`, `{"\ud800":1}`,
		`[]`, `[1,2,[3,{"a":[]}]]`, `[1,]`, `[,1]`, `[1 2]`, `[1`, `]`, `[1]]`, `[1] 2`, "[1]\x00", "\x00",
		strings.Repeat("[", 600) + strings.Repeat("]", 600), strings.Repeat(`{"a":`, 513) + "1" + strings.Repeat("}", 513), strings.Repeat("[", 600),
		`["` + strings.Repeat("long ", 1000) + `","short","é",{"key":"` + strings.Repeat("x", 70) + `"}]`,
	} {
		f.Add(s)
	}
	b := newBoth(f)
	f.Fuzz(func(t *testing.T, text string) {
		// As a text from Go, and as one of the engine's own.
		values := []sobek.Value{b.rt.ToValue(text)}
		if utf8.ValidString(text) {
			values = append(values, sobek.StringFromUTF16(utf16.Encode([]rune(text))))
		}
		for _, v := range values {
			native, engine := b.tell("native", "parse", v), b.tell("engine", "parse", v)
			if native != engine && !deviates(native, engine) {
				t.Errorf("parse(%q) as %T\nnative %s\nengine %s", text, v, native, engine)
			}
		}
	})
}

// FuzzString brings strings of any code units, as values and as names, there
// and back.
func FuzzString(f *testing.F) {
	for _, s := range []string{"", "plain", "\"\\/", "\x00\x1f\x7f", "é😀", "\xd8\x00\xdc\x00", "\xd8\x00a\xdc\x00", "\xff\xfd", "\x20\x28"} {
		f.Add([]byte(s))
	}
	b := newBoth(f)
	v, err := b.rt.RunString(`s => JSON.parse(JSON.stringify(s)) === s && JSON.parse('"' + s.replace(/["\\\u0000-\u001f]/g, "") + '"') === s.replace(/["\\\u0000-\u001f]/g, "") &&
		Object.keys(JSON.parse(JSON.stringify({[s]: s})))[0] === s && JSON.stringify([s]) === engine.stringify([s])`)
	if err != nil {
		f.Fatal(err)
	}
	same, _ := function(v)
	f.Fuzz(func(t *testing.T, bytes []byte) {
		list := make([]uint16, len(bytes))
		for i, c := range bytes { // half of them wide
			list[i] = uint16(c)
			if i%2 == 1 {
				list[i] |= uint16(bytes[i-1]) << 8
			}
		}
		s := sobek.StringFromUTF16(list)
		if !same(sobek.FunctionCall{Arguments: []sobek.Value{s}}).ToBoolean() {
			t.Errorf("a string of %x changed", list)
		}
	})
}

func FuzzStringify(f *testing.F) {
	for i := range uint64(400) {
		f.Add(i, i*7)
	}
	b := newBoth(f)
	f.Fuzz(func(t *testing.T, a, c uint64) {
		g := &gen{rand: rand.New(rand.NewPCG(a, c))}
		src := g.value(0)
		v := b.rt.ToValue(src)
		native, engine := b.tell("native", "stringify", v), b.tell("engine", "stringify", v)
		if native != engine && !deviates(native, engine) {
			t.Errorf("stringify(%s)\nnative %s\nengine %s", src, native, engine)
		}
	})
}

// gen writes expressions of JavaScript at random.
type gen struct {
	rand *rand.Rand
	last int
}

func (g *gen) pick(list ...string) string { return list[g.rand.IntN(len(list))] }

func (g *gen) value(depth int) string {
	if depth > 4 || g.rand.IntN(3) == 0 {
		return g.leaf()
	}
	switch g.rand.IntN(12) {
	case 0, 1, 2, 3:
		return g.object(depth)
	case 4, 5:
		return g.list(depth)
	case 6:
		return fmt.Sprintf("({toJSON(k) { log.push('toJSON', show(k), this === this); return %s }})", g.value(depth+1))
	case 7:
		g.last++
		return fmt.Sprintf("({a: 1, get g() { log.push('get%d'); return %s }, z: 2})", g.last, g.value(depth+1))
	case 8:
		return fmt.Sprintf("new Proxy(%s, {get(t, k) { log.push('trap', String(k)); return t[k] }, ownKeys(t) { log.push('ownKeys'); return Reflect.ownKeys(t) }})",
			g.pick(g.object(depth+1), g.list(depth+1), "function(){}"))
	case 9:
		return fmt.Sprintf("(o => { o.x = {y: %s}; return o })({a: %s})", g.pick("o", "[o]", "1"), g.value(depth+1))
	case 10:
		return fmt.Sprintf("Object.defineProperty({a: %s, b: 2}, %s, {enumerable: false, value: 7})", g.value(depth+1), g.pick(`"a"`, `"c"`, `"toJSON"`))
	default:
		return fmt.Sprintf("(o => { o.a = {toJSON() { %s; return 1 }}; o.b = %s; o.c = 3; return o })({})",
			g.pick("delete o.b", "o.b = 5", "o.d = 1", "throw new RangeError('x')", "log.push('t')"), g.value(depth+1))
	}
}

func (g *gen) object(depth int) string {
	var b strings.Builder
	b.WriteString("({")
	for range g.rand.IntN(5) {
		key := g.pick(`"id"`, `"text"`, `"at"`, `"1"`, `"0"`, `"__proto__"`, `["__proto__"]`, `"é"`, `"a\"b"`, `""`, `"\u2028"`, `"toString"`, `"a\nb"`, `"4294967295"`, `"-1"`, `[Symbol("s")]`, `"\ufffd"`)
		fmt.Fprintf(&b, "%s: %s, ", key, g.value(depth+1))
	}
	// A literal with two __proto__ is no program.
	src := b.String() + "})"
	if strings.Count(src, `"__proto__": `) > 1 {
		return "({})"
	}
	return src
}

func (g *gen) list(depth int) string {
	var items []string
	for range g.rand.IntN(5) {
		items = append(items, g.pick(g.value(depth+1), g.value(depth+1), ""))
	}
	return "[" + strings.Join(items, ", ") + "]"
}

func (g *gen) leaf() string {
	switch g.rand.IntN(6) {
	case 0:
		return fmt.Sprint(g.rand.IntN(1<<40) - 1<<39)
	case 1:
		return fmt.Sprintf("%g * %g", g.rand.NormFloat64(), []float64{1, 1e-7, 1e21, 1e300, 1e-300, 1e6}[g.rand.IntN(6)])
	case 2:
		return g.pick(`""`, `"plain"`, `"longer than sixteen bytes"`, `"é"`, `"日本語 \ud83d\ude00"`, `"\ud800"`, `"x\udc00y"`, `"\"\\\b\f\n\r\t\u0000\u001f\u007f"`, `"\u2028\u2029"`, `"\ufffd"`)
	case 3:
		return g.pick("0", "-0", "1e21", "1e-7", "123456789.125", "NaN", "Infinity", "-Infinity", "9007199254740993", "true", "false", "null", "undefined", "5e-324")
	case 4:
		return g.pick("new Date(0)", "new Date(NaN)", "new Number(3)", "new String('s')", "new Boolean(false)", "new Boolean(true)", "/re/g", "new Error('e')", "new Map([[1, 2]])", "new Set([1])",
			"new Uint8Array([1, 2])", "Object.create({inherited: 1})", "new (class A { x = 1; #y = 2 })", "Object.create(null)", "(function () { return arguments })(1, 2)", "Object.freeze({a: 1})", "globalThis.undefinedThing",
			"Object.assign(new Number(4), {toJSON: undefined})", "new (class extends Array {})(3)", "Math", "new Date(8.64e15)")
	default:
		return g.pick("function () {}", "() => 1", "class {}", "Symbol('s')", "Symbol.iterator", "10n", "Object(10n)", "async () => {}", "new (class extends String {})('q')", "Object.assign(() => 1, {toJSON: () => 'fn'})",
			"{toJSON: 5}", "({toJSON: () => undefined})", "({toJSON: () => new String('w')})", "({toJSON: () => 10n})", "({toJSON: () => ({toJSON: () => 'twice'})})", "({toJSON: (function (k) { return 'bound' + k }).bind(1)})",
			"({toJSON: new Proxy(() => 'p', {})})", "({toJSON: class {}})", "({toJSON: () => Object.assign(new Number(1), {toJSON: () => 'twice'})})")
	}
}
