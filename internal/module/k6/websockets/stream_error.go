package websockets

import (
	"fmt"

	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/web"
)

// closeInfo is WebSocketCloseInfo: a code and a reason for the peer. Code 0 is
// none.
type closeInfo struct {
	code   uint16
	reason string
}

// readCloseInfo reads the dictionary, which may be absent, with the checks of
// WebSocket's close. A reason needs a code before it: 1000. doing is what fails,
// for the message.
func readCloseInfo(r *web.Realm, doing string, value sobek.Value) (info closeInfo) {
	if vu.Nothing(value) {
		return info
	}
	obj, ok := value.(*sobek.Object)
	if !ok {
		r.VU().ThrowType("Failed to %s: The provided value is not of type 'WebSocketCloseInfo'.", doing)
	}
	code, reason := obj.Get("closeCode"), obj.Get("reason")
	if code != nil && !sobek.IsUndefined(code) {
		info.code = clamp(code.ToFloat())
		if !mayClose(info.code) {
			web.Throw(r, "InvalidAccessError", fmt.Sprintf("Failed to %s: The close code must be either 1000, or between 3000 and 4999. %d is neither.", doing, info.code))
		}
	}
	if reason != nil && !sobek.IsUndefined(reason) {
		info.reason = reason.String()
	}
	if len(info.reason) > maxReason {
		web.Throw(r, "SyntaxError", fmt.Sprintf("Failed to %s: The close reason must not be greater than %d UTF-8 bytes.", doing, maxReason))
	}
	if info.code == 0 && info.reason != "" {
		info.code = normalClosure
	}
	return info
}

// errorKey finds the close info of a WebSocketError.
type errorKey struct{}

// errorClass is the class WebSocketError of one VU.
type errorClass struct{ constructor, proto *sobek.Object }

// errors makes the class WebSocketError: a DOMException with closeCode and
// reason.
func (i *instance) errors() *errorClass {
	return i.v.Local(errorKey{}, func() any {
		rt, parent := i.v.Runtime(), i.realm.DOMException()
		c := &errorClass{proto: rt.CreateObject(parent.Get("prototype").(*sobek.Object))}
		c.constructor = rt.ToValue(i.v.NativeConstructor(func(call sobek.ConstructorCall) *sobek.Object {
			message := ""
			if value := call.Argument(0); !sobek.IsUndefined(value) {
				message = value.String()
			}
			info := readCloseInfo(i.realm, "construct 'WebSocketError'", call.Argument(1))
			return i.makeError(call.This.Prototype(), message, info)
		})).(*sobek.Object)
		// Properties that are there and can be changed, or of a new object: it
		// cannot fail.
		_ = c.constructor.DefineDataProperty("name", rt.ToValue("WebSocketError"), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
		_ = c.constructor.DefineDataProperty("length", rt.ToValue(0), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
		_ = c.constructor.DefineDataProperty("prototype", c.proto, sobek.FLAG_FALSE, sobek.FLAG_FALSE, sobek.FLAG_FALSE)
		_ = c.constructor.SetPrototype(parent)
		_ = c.proto.DefineDataProperty("constructor", c.constructor, sobek.FLAG_TRUE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
		_ = c.proto.DefineDataPropertySymbol(sobek.SymToStringTag, rt.ToValue("WebSocketError"), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
		return c
	}).(*errorClass)
}

// newError makes a WebSocketError that the connection failed with: its code may
// be one that no script may give.
func (i *instance) newError(message string, info closeInfo) *sobek.Object {
	return i.makeError(i.errors().proto, message, info)
}

func (i *instance) makeError(proto *sobek.Object, message string, info closeInfo) *sobek.Object {
	rt := i.v.Runtime()
	obj := web.NewException(i.realm, "WebSocketError", message)
	_ = obj.SetPrototype(proto)
	code := sobek.Null()
	if info.code != 0 {
		code = rt.ToValue(info.code)
	}
	_ = obj.DefineDataProperty("closeCode", code, sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	_ = obj.DefineDataProperty("reason", rt.ToValue(info.reason), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	return obj
}

// closeInfoOf is what a WebSocketError says; nothing for any other value.
func (i *instance) closeInfoOf(value sobek.Value) (info closeInfo) {
	obj, ok := value.(*sobek.Object)
	if !ok || !i.v.Runtime().InstanceOf(obj, i.errors().constructor) {
		return info
	}
	if code := obj.Get("closeCode"); !vu.Nothing(code) {
		info.code = uint16(code.ToInteger())
	}
	if reason := obj.Get("reason"); !vu.Nothing(reason) {
		info.reason = reason.String()
	}
	return info
}
