package k6

import (
	"strings"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// group runs a function inside a group and returns what it returns. The time is
// counted also when it throws.
func (i *instance) group(call sobek.FunctionCall) sobek.Value {
	if i.v.Stage == vu.Init {
		i.v.Throwf("Using group() in the init context is not supported")
	}
	fn, ok := sobek.AssertFunction(call.Argument(1))
	if !ok {
		i.v.Throwf("group() requires a callback as a second argument")
	}
	if isAsync(call.Argument(1)) {
		i.v.Throwf("group() does not support async functions as arguments, " +
			"please see https://grafana.com/docs/k6/latest/javascript-api/k6/group/ for more info")
	}
	name := call.Argument(0).String()
	if strings.Contains(name, separator) {
		i.v.Throwf(nameFault)
	}
	leave := i.enter(name)
	began := time.Now()
	value, err := i.v.Call(fn, sobek.Undefined())
	ended := time.Now()
	i.v.Sample(i.v.Series(i.v.Test().Registry.Builtin.GroupDuration), milliseconds(ended.Sub(began)), ended)
	leave()
	if err != nil {
		i.v.Rethrow(err)
	}
	return value
}

// enter moves the VU into a group below its own; k6 takes one without a name
// for its parent. Tags that the script sets in the group outlive it, only the
// tag group goes back.
func (i *instance) enter(name string) (leave func()) {
	path := i.v.Group()
	if name != "" {
		path += separator + name
	}
	back := i.v.EnterGroup(path)
	return func() {
		tags := i.v.Tags()
		back()
		reg := i.v.Test().Registry
		if group, had := i.v.Tags().Lookup("group"); had {
			i.v.SetTags(reg.With(tags, "group", group))
		} else {
			i.v.SetTags(reg.Without(tags, "group"))
		}
	}
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
