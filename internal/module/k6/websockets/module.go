package websockets

import (
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

// Names are what a script may import.
func (m *module) Names() []string {
	return []string{"WebSocket", "Blob", "EventTarget", "Event", "MessageEvent", "CloseEvent", "ErrorEvent"}
}

// New makes a VU's instance. The classes' constructors exist at once, since an
// import binds them; their members do not.
func (m *module) New(v *vu.VU) vu.Exports {
	if m.deprecated.first() {
		v.Warnf("k6/experimental/websockets is now k6/websockets: import that instead")
	}
	realm := web.Of(v)
	i := &instance{module: m, v: v, realm: realm}
	i.class = i.define()
	named := map[string]sobek.Value{"WebSocket": realm.Constructor(i.class)}
	for name, class := range classes {
		named[name] = realm.Constructor(class)
	}
	return vu.Exports{Named: named}
}

// instance is what one VU owns.
type instance struct {
	*module
	v     *vu.VU
	realm *web.Realm
	class *web.Class
}
