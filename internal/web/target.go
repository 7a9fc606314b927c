package web

import (
	"errors"

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
	Lengths: map[string]int{"addEventListener": 2, "removeEventListener": 2, "dispatchEvent": 1},
}

// Target is what a class that receives events embeds, beside Base.
type Target struct {
	listeners []listener
	firing    int32 // nested dispatches: removed listeners are swept after the last
	captures  bool  // some listener captures
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

// Dispatch gives the event to the listeners of self, in their order; each is
// followed by its microtasks. An exception does not keep the others from
// running: all are returned. An interrupt ends the dispatch and is the last.
func Dispatch(self Receiver, e *Event) (faults []error) {
	t, b := self.target(), self.base()
	e.target = b.object
	t.firing++
	// At its target an event meets the capturing listeners first (DOM §2.9
	// "dispatch", steps 5.13 and 5.14).
	if t.captures && !e.is(stopped) {
		faults = t.invoke(b, e, true, faults)
	}
	if !e.is(stopped) && !endsDispatch(faults) {
		faults = t.invoke(b, e, false, faults)
	}
	t.fired()
	e.flags &^= underWay | stopped | stoppedAtOnce
	return faults
}

// invoke is the standard's "inner invoke": listeners added by others are not
// among those that run, those removed by others neither.
func (t *Target) invoke(b *Base, e *Event, capturing bool, faults []error) []error {
	for i, n := 0, len(t.listeners); i < n && !e.is(stoppedAtOnce); i++ {
		l := &t.listeners[i]
		if l.is(removed) || l.kind != e.kind || l.is(capture) != capturing {
			continue
		}
		if l.is(once) {
			l.flags |= removed // swept after the dispatch
			if l.id != 0 {
				b.unfollow(l.id)
			}
		}
		if err := l.hear(b, e); err != nil {
			faults = append(faults, err)
			if isInterrupt(err) {
				break
			}
		}
	}
	return faults
}

// hear calls one listener.
func (l *listener) hear(b *Base, e *Event) error {
	v, call, flags := b.realm.v, l.call, l.flags
	receiver := sobek.Value(b.object)
	if call == nil {
		if flags&attribute != 0 {
			return nil // an object that is no function is kept, and does nothing
		}
		var err error
		if call, err = handleEvent(b.realm, l.value); err != nil {
			return err
		}
		receiver = l.value
	}
	// l may be moved by what is called.
	e.set(inPassiveListen, flags&passive != 0)
	result, err := v.Call(call, receiver, e.Object(b.realm))
	e.flags &^= inPassiveListen
	if flags&attribute != 0 && err == nil && e.is(cancelable) && isFalse(result) {
		e.cancel()
	}
	return err
}

// isFalse reports whether an on… handler returned false, not only what converts
// to it.
func isFalse(value sobek.Value) bool {
	if value == nil || sobek.IsUndefined(value) {
		return false
	}
	if _, isObject := value.(*sobek.Object); isObject {
		return false
	}
	yes, isBool := value.Export().(bool)
	return isBool && !yes
}

// handleEvent is a listener object's method, looked up at each event.
func handleEvent(r *Realm, obj *sobek.Object) (call sobek.Callable, err error) {
	r.v.Do(func() {
		err = r.try(func() {
			var ok bool
			if call, ok = sobek.AssertFunction(obj.Get("handleEvent")); !ok {
				panic(r.rt.NewTypeError("EventListener.handleEvent is not a function"))
			}
		})
	})
	return call, err
}

// try runs what may run a getter of the script's. The error is what Call's is.
func (r *Realm) try(f func()) (err error) {
	defer func() {
		// The engine lets an interrupt through. Caught here, it ends the
		// dispatch like any other, also when no script is below.
		if x := recover(); x != nil {
			interrupt, ok := x.(*sobek.InterruptedError)
			if !ok {
				panic(x)
			}
			err = interrupt
		}
	}()
	if ex := r.rt.Try(f); ex != nil {
		return ex
	}
	return nil
}

func isInterrupt(err error) bool {
	var interrupted *sobek.InterruptedError
	return errors.As(err, &interrupted)
}

// endsDispatch reports whether the last fault was an interrupt.
func endsDispatch(faults []error) bool {
	return len(faults) > 0 && isInterrupt(faults[len(faults)-1])
}

func dispatchEvent(r *Realm, call sobek.FunctionCall) sobek.Value {
	self := Self[Receiver](r, call.This)
	r.need(call.Arguments, 1, "execute 'dispatchEvent' on 'EventTarget'")
	e, ok := As[*Event](call.Argument(0))
	if !ok {
		panic(r.rt.NewTypeError("Failed to execute 'dispatchEvent' on 'EventTarget': parameter 1 is not of type 'Event'."))
	}
	if e.is(underWay) {
		Throw(r, "InvalidStateError", "Failed to execute 'dispatchEvent' on 'EventTarget': The event is already being dispatched.")
	}
	e.set(underWay, true)
	e.set(trusted, false)
	r.report(Dispatch(self, e))
	return r.rt.ToValue(!e.is(canceled))
}

// report tells of exceptions that listeners threw: the standard reports them,
// and whoever caused the event does not see them. An interrupt goes on.
func (r *Realm) report(faults []error) {
	for _, err := range faults {
		if isInterrupt(err) {
			r.v.Rethrow(err)
		}
		r.v.Fail(err)
	}
}
