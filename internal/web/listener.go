package web

import (
	"slices"

	"github.com/grafana/sobek"
)

// listener is one row of the target's event listener list.
type listener struct {
	kind  string
	value *sobek.Object // what the script gave: identity for removal
	call  sobek.Callable
	flags uint8
	// id is not 0 for a listener that a signal takes away.
	id uint32
}

// The flags of a listener.
const (
	capture   = 1 << iota
	once      // it runs at most once
	passive   // it does not cancel
	attribute // the on… handler, whose value may change in its place
	removed
)

func (l *listener) is(flag uint8) bool { return l.flags&flag != 0 }

// listen adds a listener unless it is there already (DOM §2.7 "add an event
// listener"); value is a function or an object with handleEvent.
func (t *Target) listen(l listener) (added bool) {
	if t.find(l.kind, l.value, l.is(capture)) != nil {
		return false
	}
	t.listeners = append(t.listeners, l)
	t.captures = t.captures || l.is(capture)
	return true
}

// find is a listener that the script added.
func (t *Target) find(kind string, value *sobek.Object, captures bool) *listener {
	for i := range t.listeners {
		l := &t.listeners[i]
		if !l.is(removed|attribute) && l.value == value && l.kind == kind && l.is(capture) == captures {
			return l
		}
	}
	return nil
}

// handler is the listener behind an on… attribute.
func (t *Target) handler(kind string) *listener {
	for i := range t.listeners {
		if l := &t.listeners[i]; l.is(attribute) && !l.is(removed) && l.kind == kind {
			return l
		}
	}
	return nil
}

// Handler is the value of an on… attribute: what the script assigned, or nil.
func (t *Target) Handler(kind string) *sobek.Object {
	if l := t.handler(kind); l != nil {
		return l.value
	}
	return nil
}

// SetHandler sets an on… attribute. Its place in the order is that of its first
// assignment; anything that is no object clears it and gives the place up (HTML
// §8.1.8.1 "deactivate an event handler"). An object that is no function is kept
// and hears nothing.
func (t *Target) SetHandler(kind string, value sobek.Value) {
	obj, _ := value.(*sobek.Object)
	call, _ := sobek.AssertFunction(value)
	l := t.handler(kind)
	switch {
	case l != nil && obj == nil:
		l.flags |= removed
		t.sweep()
	case l != nil:
		l.value, l.call = obj, call
	case obj != nil:
		t.listeners = append(t.listeners, listener{kind: kind, value: obj, call: call, flags: attribute})
	}
}

// Listens reports whether anybody hears events of this kind.
func (t *Target) Listens(kind string) bool {
	for i := range t.listeners {
		if l := &t.listeners[i]; l.kind == kind && !l.is(removed) {
			return true
		}
	}
	return false
}

// fired ends a dispatch.
func (t *Target) fired() {
	t.firing--
	t.sweep()
}

// sweep forgets listeners that were removed, unless a dispatch is under way that
// counts on their places.
func (t *Target) sweep() {
	if t.firing == 0 {
		t.listeners = slices.DeleteFunc(t.listeners, func(l listener) bool { return l.is(removed) })
	}
}

// options is the third argument of addEventListener and removeEventListener: a
// dictionary, or capture alone.
func (r *Realm) options(value sobek.Value) (d dictionary, captures bool) {
	if obj, ok := value.(*sobek.Object); ok {
		d = dictionary{r.v, obj}
		return d, d.flag("capture")
	}
	return d, value.ToBoolean()
}

// callback is the second argument: nil for null.
func (r *Realm) callback(value sobek.Value, where string) *sobek.Object {
	obj, ok := value.(*sobek.Object)
	if !ok && !sobek.IsNull(value) && !sobek.IsUndefined(value) {
		panic(r.rt.NewTypeError("Failed to execute '%s' on 'EventTarget': parameter 2 is not of type 'Object'.", where))
	}
	return obj
}

func addEventListener(r *Realm, call sobek.FunctionCall) sobek.Value {
	self := Self[Receiver](r, call.This)
	r.need(call.Arguments, 2, "execute 'addEventListener' on 'EventTarget'")
	l := listener{kind: r.Text(call.Argument(0)), value: r.callback(call.Argument(1), "addEventListener")}
	options, captures := r.options(call.Argument(2))
	if captures {
		l.flags |= capture
	}
	if options.flag("once") {
		l.flags |= once
	}
	if options.flag("passive") {
		l.flags |= passive
	}
	var signal *Signal
	if value := options.get("signal"); value != nil {
		var ok bool
		if signal, ok = AbortSignalOf(value); !ok {
			panic(r.rt.NewTypeError("Failed to execute 'addEventListener' on 'EventTarget': member signal is not of type AbortSignal."))
		}
	}
	if l.value == nil || signal != nil && signal.Aborted() {
		return sobek.Undefined()
	}
	l.call, _ = sobek.AssertFunction(l.value)
	if signal != nil {
		r.lastID++
		l.id = r.lastID
	}
	if t := self.target(); t.listen(l) && signal != nil {
		b := self.base()
		b.follow(l.id, signal.OnAbort(func() { t.drop(b, l.id) }))
	}
	keep(self)
	return sobek.Undefined()
}

// follow keeps how a signal forgets a listener, until the listener goes: a signal
// may live longer than thousands of them. The target keeps it, and so its
// listener's signal lives no longer than both.
func (b *Base) follow(id uint32, forget func()) {
	e := b.more()
	if e.followed == nil {
		e.followed = map[uint32]func(){}
	}
	e.followed[id] = forget
}

// unfollow makes a signal forget a listener that is going.
func (b *Base) unfollow(id uint32) {
	if b.extra == nil {
		return
	}
	if forget := b.extra.followed[id]; forget != nil {
		forget()
		delete(b.extra.followed, id)
	}
}

// drop removes the listener with an id.
func (t *Target) drop(b *Base, id uint32) {
	for i := range t.listeners {
		if l := &t.listeners[i]; l.id == id {
			t.remove(b, l)
			break
		}
	}
}

// remove takes a listener of the script's away.
func (t *Target) remove(b *Base, l *listener) {
	l.flags |= removed
	if l.id != 0 {
		b.unfollow(l.id)
	}
	t.sweep()
}

func removeEventListener(r *Realm, call sobek.FunctionCall) sobek.Value {
	self := Self[Receiver](r, call.This)
	t := self.target()
	r.need(call.Arguments, 2, "execute 'removeEventListener' on 'EventTarget'")
	kind := r.Text(call.Argument(0))
	obj := r.callback(call.Argument(1), "removeEventListener")
	_, captures := r.options(call.Argument(2))
	if l := t.find(kind, obj, captures); l != nil && obj != nil {
		t.remove(self.base(), l)
		keep(self)
	}
	return sobek.Undefined()
}
