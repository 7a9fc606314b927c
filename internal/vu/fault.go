package vu

import (
	"fmt"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
)

// fault is one that is on its way from a fiber to another: where it began is
// known already.
type fault struct{ error }

// faultOf is what a task panicked with, as an error. It is called while the panic
// unwinds.
//
// The engine panics where a script asks a built-in function for what its
// implementation does not expect, such as a text that no memory holds. That is
// no fault of ours, and its stack in Go tells the script's author nothing; the
// place in the script is lost, since the engine has unwound it by then.
func (v *VU) faultOf(x any) error {
	switch x := x.(type) {
	case fault:
		return x.error
	case runtime.Error, string:
		if function, ok := engineFault(); ok {
			return fmt.Errorf("the JavaScript engine cannot do what the script asks%s: %s", function, strings.TrimPrefix(fmt.Sprint(x), "runtime error: "))
		}
	}
	return fmt.Errorf("internal fault in %s: %v\n%s", v, x, debug.Stack())
}

// engine begins the names of the engine's functions, builtin finds in one the
// built-in function it implements.
const engine = "github.com/grafana/sobek."

var builtin = regexp.MustCompile(`^\(\*Runtime\)\.(?:\w*?[pP]roto|[a-z]\w*)_(\w+)$`)

// engineFault reports whether the panic under way began in the engine, and in
// which of its built-in functions: " of repeat()", or "" for none that has a
// name. The engine panics again where it unwinds; what stood there before stands
// below the last of these.
func engineFault() (function string, ok bool) {
	pcs := make([]uintptr, 512)
	var stack []string
	for frames, more := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)]), true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		stack = append(stack, f.Function)
		if f.Function == "runtime.gopanic" {
			stack = stack[:0]
		}
	}
	for _, name := range stack {
		own, engines := strings.CutPrefix(name, engine)
		if !engines {
			if ours := strings.HasPrefix(name, "volley/"); ours || ok && !strings.HasPrefix(name, "runtime.") {
				break // who called the engine, or is at fault
			}
			continue
		}
		ok = true
		if found := builtin.FindStringSubmatch(own); found != nil {
			return " of " + found[1] + "()", true
		}
		if strings.HasPrefix(own, "(*vm).run") { // below is who called the script
			break
		}
	}
	return "", ok
}
