package web

import (
	"time"

	"github.com/grafana/sobek"
)

// The classes of events.
var (
	EventClass = &Class{
		Name: "Event", Length: 1, Construct: constructEvent, Methods: eventMethods, Constants: eventPhases,
		Attributes: []string{"type", "target", "currentTarget", "srcElement", "timeStamp", "timestamp", "bubbles", "cancelable", "composed", "defaultPrevented", "eventPhase", "isTrusted", "returnValue", "cancelBubble"},
	}
	MessageEvent = &Class{Name: "MessageEvent", Parent: EventClass, Length: 1, Construct: constructMessageEvent, Attributes: []string{"data", "origin", "lastEventId", "source", "ports"}}
	CloseEvent   = &Class{Name: "CloseEvent", Parent: EventClass, Length: 1, Construct: constructCloseEvent, Attributes: []string{"code", "reason", "wasClean"}}
	ErrorEvent   = &Class{Name: "ErrorEvent", Parent: EventClass, Length: 1, Construct: constructErrorEvent, Attributes: []string{"error", "message"}}
)

var eventPhases = map[string]int64{"NONE": 0, "CAPTURING_PHASE": 1, "AT_TARGET": 2, "BUBBLING_PHASE": 3}

var eventMethods = map[string]Method{
	"preventDefault": func(r *Realm, call sobek.FunctionCall) sobek.Value {
		e := Self[*Event](r, call.This)
		e.prevented = e.cancelable
		return sobek.Undefined()
	},
	"stopPropagation": func(r *Realm, call sobek.FunctionCall) sobek.Value {
		Self[*Event](r, call.This)
		return sobek.Undefined()
	},
	"stopImmediatePropagation": func(r *Realm, call sobek.FunctionCall) sobek.Value {
		Self[*Event](r, call.This).stopped = true
		return sobek.Undefined()
	},
	"composedPath": func(r *Realm, call sobek.FunctionCall) sobek.Value {
		e := Self[*Event](r, call.This)
		if e.target == nil || !e.current {
			return r.rt.NewArray()
		}
		return r.rt.NewArray(e.target)
	},
}

// Event is one event of any class; which of the fields a script sees is the
// class's matter. It is cheap: one struct and one object.
//
// Owned by one loop.
type Event struct {
	Base
	kind   string
	of     *Class
	target *sobek.Object
	at     time.Time

	Data     sobek.Value // of a message, or the payload of a ping or pong
	Origin   string
	Code     uint16
	Reason   string
	WasClean bool
	Err      string // k6: the text on an error event
	thrown   sobek.Value

	cancelable, prevented, stopped, current, trusted bool
}

// NewEvent returns an event that happened at a moment.
func NewEvent(of *Class, kind string, at time.Time) *Event {
	return &Event{of: of, kind: kind, at: at, current: true, trusted: true}
}

// Object is the event as the script sees it.
func (e *Event) Object(r *Realm) *sobek.Object { return r.Object(e.of, e) }

// Get answers for the event's attributes.
func (e *Event) Get(key string) sobek.Value {
	rt := e.realm.rt
	switch key {
	case "data":
		if e.of == MessageEvent || e.Data != nil {
			return orNull(e.Data)
		}
	case "type":
		return rt.ToValue(e.kind)
	case "target", "srcElement":
		return objectOrNull(e.target)
	case "currentTarget":
		if !e.current {
			return sobek.Null()
		}
		return objectOrNull(e.target)
	case "timestamp", "timeStamp":
		return rt.ToValue(float64(e.at.UnixMicro()) / 1000)
	case "defaultPrevented":
		return rt.ToValue(e.prevented)
	case "returnValue":
		return rt.ToValue(!e.prevented)
	case "cancelable":
		return rt.ToValue(e.cancelable)
	case "bubbles", "composed", "cancelBubble":
		return rt.ToValue(false)
	case "isTrusted":
		return rt.ToValue(e.trusted)
	case "eventPhase":
		if e.current && e.target != nil {
			return rt.ToValue(eventPhases["AT_TARGET"])
		}
		return rt.ToValue(eventPhases["NONE"])
	}
	if value := e.special(key); value != nil {
		return value
	}
	return e.Base.Get(key)
}

// special answers for the attributes that only some classes have.
func (e *Event) special(key string) sobek.Value {
	rt := e.realm.rt
	switch e.of {
	case MessageEvent:
		switch key {
		case "origin":
			return rt.ToValue(e.Origin)
		case "lastEventId":
			return rt.ToValue("")
		case "source":
			return sobek.Null()
		case "ports":
			return rt.NewArray()
		}
	case CloseEvent:
		switch key {
		case "code":
			return rt.ToValue(e.Code)
		case "reason":
			return rt.ToValue(e.Reason)
		case "wasClean":
			return rt.ToValue(e.WasClean)
		}
	case ErrorEvent:
		switch key {
		case "error":
			if e.thrown != nil {
				return e.thrown
			}
			return rt.ToValue(e.Err)
		case "message":
			return rt.ToValue(e.Err)
		}
	}
	return nil
}

// Set refuses the attributes, which are read-only, and adds anything else.
func (e *Event) Set(key string, value sobek.Value) bool {
	if e.Get(key) != nil && !e.Has(key) {
		return false
	}
	return e.Base.Set(key, value)
}

func orNull(value sobek.Value) sobek.Value {
	if value == nil {
		return sobek.Null()
	}
	return value
}

func objectOrNull(obj *sobek.Object) sobek.Value {
	if obj == nil {
		return sobek.Null()
	}
	return obj
}

// Kind is the event's type.
func (e *Event) Kind() string { return e.kind }
