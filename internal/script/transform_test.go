package script

import "testing"

// TestIteratesAsync sees every form of asynchronous iteration, and leaves what
// is none to the engine as it is.
func TestIteratesAsync(t *testing.T) {
	for src, want := range map[string]bool{
		"for await (const x of y) ;":              true,
		"for\nawait(const x of y) ;":              true,
		"async function* g() {}":                  true,
		"async function *g() {}":                  true,
		"x = async function\n* () {}":             true,
		"class A { async *g() {} }":               true,
		"({ a, async* [b]() {} })":                true,
		"async function f() { await g() }":        false,
		"for (const x of await y) ;":              false,
		"function* g() {}":                        false,
		"/**\n * Does it.\n * @async\n * @return": false,
		"/** @async * */":                         false,
		"const n = options.async * 2":             false,
		"forawait(x)":                             false,
	} {
		if got := isNew(src); got != want {
			t.Errorf("isNew(%q) = %v, want %v", src, got, want)
		}
	}
}

// TestMoveColumns moves both columns of a map, and nothing else.
func TestMoveColumns(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		"AAAA":                  "CAAC",         // 0,0,0,0 becomes 1,0,0,1
		"AAAA,IAAI":             "CAAC,IAAI",    // differences stay
		";;gBAAD;AACA":          ";;iBAAA;CACA", // 16,0,0,-1 becomes 17,0,0,0
		"AAAA;AACA;;AAgBhB,gBA": "CAAC;CACA;;CAgBhB,gBA",
	} {
		if got := moveColumns(in); got != want {
			t.Errorf("moveColumns(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestOddMap: a map that nobody would write is no panic.
func TestOddMap(t *testing.T) {
	for _, mappings := range []string{",AAAA", "AAAA,,AAAA", ",", ";,;", "é", "A"} {
		_, _ = readMap("x.js", []byte(`{"version":3,"sources":["a.js"],"names":[],"mappings":"`+mappings+`"}`))
	}
}
