package websockets

import (
	"sync/atomic"

	"github.com/grafana/sobek"

	"volley/internal/session"
	"volley/internal/vu"
	"volley/internal/web"
)

// module is what all VUs share.
type module struct {
	config *session.Config
	// deprecated is set for the experimental path, which warns once per run.
	deprecated *once
	last       atomic.Pointer[parsed]
}

// New returns the module k6/websockets.
func New(c *session.Config) vu.Module { return &module{config: c} }

// NewExperimental returns the same under its old path.
func NewExperimental(c *session.Config) vu.Module {
	return &module{config: c, deprecated: &once{}}
}

var classes = map[string]*web.Class{
	"Blob": web.Blob, "EventTarget": web.EventTarget, "Event": web.EventClass,
	"MessageEvent": web.MessageEvent, "CloseEvent": web.CloseEvent, "ErrorEvent": web.ErrorEvent,
}

var names = []string{"WebSocket", "WebSocketStream", "WebSocketError", "Blob", "EventTarget", "Event", "MessageEvent", "CloseEvent", "ErrorEvent"}

// Names are what a script may import.
func (m *module) Names() []string {
	return names
}

// New makes a VU's instance. Of the classes, only those that the script imports
// come to exist, and their members when they are used.
func (m *module) New(v *vu.VU) vu.Exports {
	if m.deprecated.first() {
		v.Warnf("k6/experimental/websockets is now k6/websockets: import that instead")
	}
	i := instanceOf(m, v)
	return vu.Exports{Named: func(name string) sobek.Value {
		if class := classes[name]; class != nil {
			return i.realm.Constructor(class)
		}
		return i.own(name)
	}}
}

// Globals makes the classes of m, which New made, that scripts find without
// importing them, by name: they are the same that they import.
func Globals(m vu.Module) map[string]func(*vu.VU) sobek.Value {
	all := map[string]func(*vu.VU) sobek.Value{}
	for _, name := range []string{"WebSocket", "WebSocketStream", "WebSocketError"} {
		all[name] = func(v *vu.VU) sobek.Value { return instanceOf(m.(*module), v).own(name) }
	}
	return all
}

// instance is what one VU owns, whichever way its script comes to it.
type instance struct {
	*module
	v         *vu.VU
	realm     *web.Realm
	webSocket *web.Class
}

type instanceKey struct{}

func instanceOf(m *module, v *vu.VU) *instance {
	return v.Local(instanceKey{}, func() any {
		i := &instance{module: m, v: v, realm: web.Of(v)}
		i.webSocket = i.define()
		return i
	}).(*instance)
}

// own is a class of this module's.
func (i *instance) own(name string) sobek.Value {
	switch name {
	case "WebSocketStream":
		return i.realm.Constructor(i.streamClass())
	case "WebSocketError":
		return i.errors().constructor
	}
	return i.realm.Constructor(i.webSocket)
}
