package vu

import "github.com/grafana/sobek"

// defineAsyncIterator gives a VU Symbol.asyncIterator, which the engine lacks, if
// its script names it: whoever touches Symbol has the engine make it. It is the
// registered symbol that libraries fall back to where there is no other, so that
// those that looked before agree with it: what lowers for await (script) and the
// streams (web) do.
func (v *VU) defineAsyncIterator() {
	if v.test.Script == nil || !v.test.Script.Mentions("asyncIterator") {
		return
	}
	symbol := v.rt.Get("Symbol").(*sobek.Object)
	registered, _ := sobek.AssertFunction(symbol.Get("for"))
	value, err := registered(symbol, v.rt.ToValue("Symbol.asyncIterator"))
	if err != nil {
		panic(err) // it throws for what is no string
	}
	// A new property of an extensible object: it cannot fail.
	_ = symbol.DefineDataProperty("asyncIterator", value, sobek.FLAG_FALSE, sobek.FLAG_FALSE, sobek.FLAG_FALSE)
}
