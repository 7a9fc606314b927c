package web

import (
	"errors"
	"slices"

	"github.com/grafana/sobek"
)

// EventTarget is the DOM standard's class (§2.7), as far as one target without
// a tree has it.
var EventTarget = &Class{
	Name: "EventTarget",
	Construct: func(*Realm, *Class, []sobek.Value) Instance {
		return &plainTarget{}
	},
	Methods: map[string]Method{
		"addEventListener":    addEventListener,
		"removeEventListener": removeEventListener,
		"dispatchEvent":       dispatchEvent,
	},
}

// Target is what a class that receives events embeds, beside Base.
type Target struct {
	listeners []listener
	firing    int // nested dispatches: removed listeners are swept after the last
}

// Receiver is an Instance that receives events.
type Receiver interface {
	Instance
	target() *Target
}

func (t *Target) target() *Target { return t }

type plainTarget struct {
	Base
	Target
}

// listener is one row of the target's event listener list.
type listener struct {
	kind    string
	value   *sobek.Object // what the script gave: identity for removal
	call    sobek.Callable
	once    bool
	capture bool
	// attribute marks the on… handler, whose value may change in its place.
	attribute bool
	removed   bool
}

// Listen adds a listener unless it is there already (DOM §2.7 "add an event
// listener"); value is a function or an object with handleEvent.
func (t *Target) listen(l listener) {
	for i := range t.listeners {
		other := &t.listeners[i]
		if !other.removed && !other.attribute && other.kind == l.kind && other.value == l.value && other.capture == l.capture {
			return
		}
	}
	t.listeners = append(t.listeners, l)
}

// Handler is the value of an on… attribute: the function, or nil.
func (t *Target) Handler(kind string) *sobek.Object {
	for i := range t.listeners {
		if l := &t.listeners[i]; l.attribute && l.kind == kind {
			return l.value
		}
	}
	return nil
}

// SetHandler sets an on… attribute. Its place in the order is that of its first
// assignment (HTML §8.1.8.1); anything that is no object clears it.
func (t *Target) SetHandler(kind string, value sobek.Value) {
	obj, _ := value.(*sobek.Object)
	call, _ := sobek.AssertFunction(value)
	if call == nil {
		obj = nil
	}
	for i := range t.listeners {
		if l := &t.listeners[i]; l.attribute && l.kind == kind {
			l.value, l.call = obj, call
			return
		}
	}
	if obj != nil {
		t.listeners = append(t.listeners, listener{kind: kind, value: obj, call: call, attribute: true})
	}
}

// Listens reports whether anybody hears events of this kind.
func (t *Target) Listens(kind string) bool {
	for i := range t.listeners {
		if l := &t.listeners[i]; l.kind == kind && !l.removed && l.value != nil {
			return true
		}
	}
	return false
}

// Dispatch gives the event to the listeners of self, in their order; each is
// followed by its microtasks. An exception does not keep the others from
// running: all are returned. An interrupt ends the dispatch and is the last.
func Dispatch(self Receiver, e *Event) (faults []error) {
	t, b := self.target(), self.base()
	e.target = b.object
	this := sobek.Value(b.object)
	t.firing++
	for i, n := 0, len(t.listeners); i < n && !e.stopped; i++ {
		l := &t.listeners[i]
		if l.removed || l.value == nil || l.kind != e.kind {
			continue
		}
		call, receiver := l.call, this
		if l.once {
			l.removed = true
		}
		if call == nil {
			call, receiver = handleEvent(l.value)
		}
		if call == nil {
			continue
		}
		if _, err := b.realm.v.Call(call, receiver, e.Object(b.realm)); err != nil {
			faults = append(faults, err)
			if isInterrupt(err) {
				break
			}
		}
	}
	t.fired()
	e.current = false
	return faults
}

func isInterrupt(err error) bool {
	var interrupted *sobek.InterruptedError
	return errors.As(err, &interrupted)
}

func (t *Target) fired() {
	t.firing--
	if t.firing == 0 {
		t.listeners = slices.DeleteFunc(t.listeners, func(l listener) bool { return l.removed })
	}
}

// handleEvent is a listener object's method, looked up at each event.
func handleEvent(obj *sobek.Object) (sobek.Callable, sobek.Value) {
	call, _ := sobek.AssertFunction(obj.Get("handleEvent"))
	return call, obj
}

func addEventListener(r *Realm, call sobek.FunctionCall) sobek.Value {
	self := Self[Receiver](r, call.This)
	kind := call.Argument(0).String()
	value := call.Argument(1)
	if sobek.IsNull(value) || sobek.IsUndefined(value) {
		// k6 refuses what the standard ignores; a script that forgot its
		// handler is better told.
		r.v.Throwf("handler for event type %q isn't a callable function", kind)
	}
	obj, ok := value.(*sobek.Object)
	if !ok {
		panic(r.rt.NewTypeError("addEventListener: the listener must be a function or an object, got %s", value.String()))
	}
	l := listener{kind: kind, value: obj}
	l.call, _ = sobek.AssertFunction(obj)
	switch options := call.Argument(2).(type) {
	case *sobek.Object:
		l.capture = truthy(options.Get("capture"))
		l.once = truthy(options.Get("once"))
	default:
		l.capture = options.ToBoolean()
	}
	self.target().listen(l)
	return sobek.Undefined()
}

func truthy(value sobek.Value) bool { return value != nil && value.ToBoolean() }

func removeEventListener(r *Realm, call sobek.FunctionCall) sobek.Value {
	t := Self[Receiver](r, call.This).target()
	kind := call.Argument(0).String()
	obj, _ := call.Argument(1).(*sobek.Object)
	var capture bool
	switch options := call.Argument(2).(type) {
	case *sobek.Object:
		capture = truthy(options.Get("capture"))
	default:
		capture = options.ToBoolean()
	}
	for i := range t.listeners {
		l := &t.listeners[i]
		if l.kind == kind && l.value == obj && l.capture == capture && !l.attribute {
			l.removed = true
		}
	}
	if t.firing == 0 {
		t.firing++
		t.fired()
	}
	return sobek.Undefined()
}

func dispatchEvent(r *Realm, call sobek.FunctionCall) sobek.Value {
	self := Self[Receiver](r, call.This)
	e := Self[*Event](r, call.Argument(0))
	if e.current {
		Throw(r, "InvalidStateError", "Failed to execute 'dispatchEvent' on 'EventTarget': The event is already being dispatched.")
	}
	e.current, e.trusted = true, false
	for _, err := range Dispatch(self, e) {
		if isInterrupt(err) {
			r.v.Rethrow(err)
		}
		// The standard reports exceptions of listeners; dispatchEvent itself
		// does not throw them.
		r.v.Fail(err)
	}
	return r.rt.ToValue(!e.prevented)
}
