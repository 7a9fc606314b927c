package http

import (
	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// statuses are those that count as success.
type statuses struct{ ranges []span }

type span struct{ min, max int64 }

func (s *statuses) match(status int) bool {
	for _, r := range s.ranges {
		if r.min <= int64(status) && int64(status) <= r.max {
			return true
		}
	}
	return false
}

// expectedStatuses is http.expectedStatuses(200, {min: 300, max: 399}, …).
func (i *instance) expectedStatuses(call sobek.FunctionCall) sobek.Value {
	if len(call.Arguments) == 0 {
		i.v.Throwf("no arguments")
	}
	s := &statuses{}
	for n, value := range call.Arguments {
		r, ok := spanOf(value)
		if !ok {
			i.v.Throwf("argument number %d to expectedStatuses was neither an integer nor an object like {min:100, max:329}", n+1)
		}
		s.ranges = append(s.ranges, r)
	}
	obj := i.rt.NewObject()
	i.mark(obj, s)
	return obj
}

func spanOf(value sobek.Value) (span, bool) {
	if n, ok := integer(value); ok {
		return span{n, n}, true
	}
	obj, ok := value.(*sobek.Object)
	if !ok {
		return span{}, false
	}
	low, okLow := integer(obj.Get("min"))
	high, okHigh := integer(obj.Get("max"))
	return span{low, high}, okLow && okHigh
}

func integer(value sobek.Value) (int64, bool) {
	if value == nil || !sobek.IsNumber(value) {
		return 0, false
	}
	n := value.ToInteger()
	return n, float64(n) == value.ToFloat()
}

func statusesOf(value sobek.Value) (*statuses, bool) { return marked[*statuses](value) }

// setResponseCallback changes what counts as success for all later requests of
// the VU; null judges none.
func (i *instance) setResponseCallback(call sobek.FunctionCall) sobek.Value {
	value := call.Argument(0)
	if vu.Nothing(value) {
		i.expected = nil
		return sobek.Undefined()
	}
	s, ok := statusesOf(value)
	if !ok {
		i.v.Throwf("unsupported argument, expected http.expectedStatuses")
	}
	i.expected = s
	return sobek.Undefined()
}
