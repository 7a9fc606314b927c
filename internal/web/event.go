package web

import (
	"time"

	"github.com/grafana/sobek"
)

// timeOrigin is when this process began: the zero of performance.now and of
// every event's timeStamp (HR-TIME §4), so that VUs can be compared.
var timeOrigin = time.Now()

// milliseconds is a moment counted from timeOrigin.
func milliseconds(at time.Time) float64 {
	return float64(at.Sub(timeOrigin).Nanoseconds()) / 1e6
}

// The flags of an event (DOM §2.2).
const (
	bubbles = 1 << iota
	cancelable
	composed
	canceled
	stopped         // stop propagation
	stoppedAtOnce   // stop immediate propagation
	underWay        // on its way
	trusted         // the platform's, not a script's
	inPassiveListen // a listener runs that promised not to cancel
)

// Event is one event of any class; which of the fields a script sees is the
// class's matter. It is cheap: one struct and one object.
//
// Owned by one loop.
type Event struct {
	Base
	kind   string
	target *sobek.Object
	at     time.Time

	Data   sobek.Value // of a message, or the payload of a ping or pong
	Origin string
	Reason string
	Err    string // k6: the text on an error event
	more   *eventDetails

	Code     uint16
	flags    uint16
	WasClean bool
}

// eventDetails are what only events made by scripts have.
type eventDetails struct {
	lastEventID, filename string
	source, ports         sobek.Value
	detail, thrown        sobek.Value
	line, column          uint32
}

// NewEvent returns an event that happened at a moment.
func NewEvent(of *Class, kind string, at time.Time) *Event {
	return &Event{Base: Base{class: of}, kind: kind, at: at, flags: underWay | trusted}
}

// Kind is the event's type.
func (e *Event) Kind() string { return e.kind }

// Object is the event as the script sees it.
func (e *Event) Object(r *Realm) *sobek.Object { return r.Object(e.class, e) }

func (e *Event) is(flag uint16) bool { return e.flags&flag != 0 }

func (e *Event) set(flag uint16, on bool) {
	e.flags &^= flag
	if on {
		e.flags |= flag
	}
}

// cancel is preventDefault: it needs a cancelable event, and a listener that did
// not promise to leave it alone.
func (e *Event) cancel() {
	if e.is(cancelable) && !e.is(inPassiveListen) {
		e.flags |= canceled
	}
}

// details are e.more, made when first written.
func (e *Event) details() *eventDetails {
	if e.more == nil {
		e.more = &eventDetails{}
	}
	return e.more
}

// Get answers for the event's attributes.
func (e *Event) Get(key string) sobek.Value {
	rt := e.realm.rt
	switch key {
	case "data":
		if e.class == MessageEvent || e.Data != nil {
			return orNull(e.Data)
		}
	case "type":
		return rt.ToValue(e.kind)
	case "target", "srcElement":
		return objectOrNull(e.target)
	case "currentTarget":
		if !e.is(underWay) {
			return sobek.Null()
		}
		return objectOrNull(e.target)
	case "timeStamp":
		return rt.ToValue(milliseconds(e.at))
	case "timestamp": // k6's, since the Unix epoch
		return rt.ToValue(float64(e.at.UnixMicro()) / 1000)
	case "defaultPrevented":
		return rt.ToValue(e.is(canceled))
	case "returnValue":
		return rt.ToValue(!e.is(canceled))
	case "cancelable":
		return rt.ToValue(e.is(cancelable))
	case "bubbles":
		return rt.ToValue(e.is(bubbles))
	case "composed":
		return rt.ToValue(e.is(composed))
	case "cancelBubble":
		return rt.ToValue(e.is(stopped))
	case "isTrusted":
		return rt.ToValue(e.is(trusted))
	case "eventPhase":
		if e.is(underWay) && e.target != nil {
			return rt.ToValue(eventPhases["AT_TARGET"])
		}
		return rt.ToValue(eventPhases["NONE"])
	}
	if value := e.special(key); value != nil {
		return value
	}
	return e.Base.Get(key)
}

// Set takes the two attributes of old that can be written, refuses the others,
// and adds anything else.
func (e *Event) Set(key string, value sobek.Value) bool {
	switch {
	case key == "returnValue":
		if !value.ToBoolean() {
			e.cancel()
		}
		return true
	case key == "cancelBubble":
		if value.ToBoolean() {
			e.flags |= stopped
		}
		return true
	case !e.Has(key) && e.Get(key) != nil:
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
