package k6

import (
	"strings"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/metric"
	"volley/internal/vu"
)

// separator stands between the names in a group's path, so that no name may
// have it.
const separator = "::"

const nameFault = "group and check names may not contain '" + separator + "'"

// check records one sample for each check and reports whether all passed. An
// exception in one is a failed check, and then the caller's.
func (i *instance) check(call sobek.FunctionCall) sobek.Value {
	if i.v.Stage == vu.Init {
		i.v.Throwf("Using check() in the init context is not supported")
	}
	if len(call.Arguments) < 2 {
		i.v.Throwf("no checks provided to `check`")
	}
	tags, err := i.v.AddTags(i.v.Tags(), call.Argument(2))
	if err != nil {
		i.v.Throw(err)
	}
	value := call.Argument(0)
	checks := call.Argument(1).ToObject(i.rt) // a TypeError for null and undefined
	all := true
	for _, name := range checks.Keys() {
		if strings.Contains(name, separator) {
			i.v.Throwf(nameFault)
		}
		pass, err := i.one(checks.Get(name), value)
		i.record(tags, name, pass)
		if err != nil {
			i.v.Rethrow(err)
		}
		all = all && pass
	}
	return i.rt.ToValue(all)
}

// one judges a single check: what a function says of the value, or how true
// anything else is.
func (i *instance) one(judge, value sobek.Value) (pass bool, err error) {
	fn, ok := sobek.AssertFunction(judge)
	if !ok {
		return judge.ToBoolean(), nil
	}
	if isAsync(judge) {
		i.v.Throwf("the built-in check() does not support async functions as arguments. " +
			"Use the JavaScript utils library as a replacement. " +
			"Refer to https://grafana.com/docs/k6/latest/javascript-api/jslib/utils/check/ for more info")
	}
	verdict, err := i.v.Call(fn, sobek.Undefined(), value)
	if err != nil {
		return false, err
	}
	return verdict.ToBoolean(), nil
}

func (i *instance) record(tags metric.Tags, name string, pass bool) {
	reg := i.v.Test().Registry
	count := 0.0
	if pass {
		count = 1
	}
	i.v.Sample(reg.Series(reg.Builtin.Checks, reg.SystemTag(tags, "check", name)), count, time.Now())
}

// isAsync reports whether a function is async. Its promise would come after
// what had to wait for it.
func isAsync(fn sobek.Value) bool {
	obj, ok := fn.(*sobek.Object)
	if !ok {
		return false
	}
	tag := obj.GetSymbol(sobek.SymToStringTag)
	return tag != nil && tag.String() == "AsyncFunction"
}
