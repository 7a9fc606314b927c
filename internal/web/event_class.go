package web

import (
	"time"

	"github.com/grafana/sobek"
)

// The classes of events.
var (
	EventClass = &Class{
		Name: "Event", Length: 1, Construct: constructEvent, Methods: eventMethods, Constants: eventPhases, Lengths: map[string]int{"initEvent": 1},
		Attributes: []string{"type", "target", "currentTarget", "srcElement", "timeStamp", "timestamp", "bubbles", "cancelable", "composed", "defaultPrevented", "eventPhase", "isTrusted", "returnValue", "cancelBubble"},
	}
	MessageEvent = &Class{Name: "MessageEvent", Parent: EventClass, Length: 1, Construct: constructMessageEvent, Methods: messageMethods, Lengths: map[string]int{"initMessageEvent": 1}, Attributes: []string{"data", "origin", "lastEventId", "source", "ports"}}
	CloseEvent   = &Class{Name: "CloseEvent", Parent: EventClass, Length: 1, Construct: constructCloseEvent, Attributes: []string{"code", "reason", "wasClean"}}
	ErrorEvent   = &Class{Name: "ErrorEvent", Parent: EventClass, Length: 1, Construct: constructErrorEvent, Attributes: []string{"error", "message", "filename", "lineno", "colno"}}
	CustomEvent  = &Class{Name: "CustomEvent", Parent: EventClass, Length: 1, Construct: constructCustomEvent, Methods: customMethods, Lengths: map[string]int{"initCustomEvent": 1}, Attributes: []string{"detail"}}
)

var eventPhases = map[string]int64{"NONE": 0, "CAPTURING_PHASE": 1, "AT_TARGET": 2, "BUBBLING_PHASE": 3}

var eventMethods = map[string]Method{
	"preventDefault": func(r *Realm, call sobek.FunctionCall) sobek.Value {
		Self[*Event](r, call.This).cancel()
		return sobek.Undefined()
	},
	"stopPropagation": func(r *Realm, call sobek.FunctionCall) sobek.Value {
		Self[*Event](r, call.This).flags |= stopped
		return sobek.Undefined()
	},
	"stopImmediatePropagation": func(r *Realm, call sobek.FunctionCall) sobek.Value {
		Self[*Event](r, call.This).flags |= stopped | stoppedAtOnce
		return sobek.Undefined()
	},
	"composedPath": func(r *Realm, call sobek.FunctionCall) sobek.Value {
		e := Self[*Event](r, call.This)
		if e.target == nil || !e.is(underWay) {
			return r.rt.NewArray()
		}
		return r.rt.NewArray(e.target)
	},
	"initEvent": func(r *Realm, call sobek.FunctionCall) sobek.Value {
		Self[*Event](r, call.This).init(r, call, "Event")
		return sobek.Undefined()
	},
}

var messageMethods = map[string]Method{
	"initMessageEvent": func(r *Realm, call sobek.FunctionCall) sobek.Value {
		e := Self[*Event](r, call.This)
		if !e.init(r, call, "MessageEvent") {
			return sobek.Undefined()
		}
		text := func(n int) string {
			if sobek.IsUndefined(call.Argument(n)) {
				return ""
			}
			return r.Text(call.Argument(n))
		}
		e.Data, e.Origin = nil, text(4)
		if data := call.Argument(3); !sobek.IsUndefined(data) {
			e.Data = data
		}
		d := e.details()
		d.lastEventID, d.source, d.ports = text(5), nil, nil
		if source := call.Argument(6); !sobek.IsUndefined(source) {
			d.source = source
		}
		if ports := call.Argument(7); !sobek.IsUndefined(ports) {
			d.ports = r.frozen(r.array(r.Sequence(ports, "execute 'initMessageEvent' on 'MessageEvent'")))
		}
		return sobek.Undefined()
	},
}

var customMethods = map[string]Method{
	"initCustomEvent": func(r *Realm, call sobek.FunctionCall) sobek.Value {
		e := Self[*Event](r, call.This)
		if e.init(r, call, "CustomEvent") {
			e.details().detail = nil
			if detail := call.Argument(3); !sobek.IsUndefined(detail) {
				e.more.detail = detail
			}
		}
		return sobek.Undefined()
	},
}

// init is the old way to initialise an event (DOM §2.2 "initEvent"). It has no
// effect on one that is on its way.
func (e *Event) init(r *Realm, call sobek.FunctionCall, class string) bool {
	r.need(call.Arguments, 1, "execute 'init"+class+"' on '"+class+"'")
	kind := r.Text(call.Argument(0))
	if e.is(underWay) {
		return false
	}
	e.kind, e.target, e.flags = kind, nil, e.flags&composed
	e.set(bubbles, call.Argument(1).ToBoolean())
	e.set(cancelable, call.Argument(2).ToBoolean())
	return true
}

// special answers for the attributes that only some classes have.
func (e *Event) special(key string) sobek.Value {
	switch e.class {
	case MessageEvent:
		return e.messageAttribute(key)
	case CloseEvent:
		switch key {
		case "code":
			return e.realm.rt.ToValue(e.Code)
		case "reason":
			return e.realm.rt.ToValue(e.Reason)
		case "wasClean":
			return e.realm.rt.ToValue(e.WasClean)
		}
	case ErrorEvent:
		return e.errorAttribute(key)
	case CustomEvent:
		if key == "detail" {
			if e.more == nil {
				return sobek.Null()
			}
			return orNull(e.more.detail)
		}
	}
	return nil
}

func (e *Event) messageAttribute(key string) sobek.Value {
	rt := e.realm.rt
	switch key {
	case "origin":
		return rt.ToValue(e.Origin)
	case "lastEventId":
		if e.more == nil {
			return rt.ToValue("")
		}
		return rt.ToValue(e.more.lastEventID)
	case "source":
		if e.more == nil {
			return sobek.Null()
		}
		return orNull(e.more.source)
	case "ports":
		if d := e.details(); d.ports == nil {
			d.ports = e.realm.frozen(rt.NewArray())
		}
		return e.more.ports
	}
	return nil
}

func (e *Event) errorAttribute(key string) sobek.Value {
	rt := e.realm.rt
	switch key {
	case "message":
		return rt.ToValue(e.Err)
	case "error":
		switch {
		case e.more != nil && e.more.thrown != nil:
			return e.more.thrown
		case e.is(trusted):
			return rt.ToValue(e.Err)
		}
		return sobek.Undefined()
	case "filename", "lineno", "colno":
		d := e.more
		if d == nil {
			d = &eventDetails{}
		}
		switch key {
		case "filename":
			return rt.ToValue(d.filename)
		case "lineno":
			return rt.ToValue(d.line)
		}
		return rt.ToValue(d.column)
	}
	return nil
}

// frozen makes an array a FrozenArray.
func (r *Realm) frozen(array *sobek.Object) sobek.Value {
	if freeze, ok := sobek.AssertFunction(r.intrinsic("Object").Get("freeze")); ok {
		_, _ = freeze(sobek.Undefined(), array) // freezing an array does not fail
	}
	return array
}

// makeEvent makes an event of a script's and reads its dictionary.
func makeEvent(r *Realm, of *Class, args []sobek.Value) (*Event, dictionary) {
	where := "construct '" + of.Name + "'"
	r.need(args, 1, where)
	e := &Event{Base: Base{class: of}, kind: r.Text(args[0]), at: time.Now()}
	init := r.dictionary(argument(args, 1), where)
	e.set(bubbles, init.flag("bubbles"))
	e.set(cancelable, init.flag("cancelable"))
	e.set(composed, init.flag("composed"))
	return e, init
}
