package vu

import (
	"sync"

	"volley/internal/json"
)

// codec is the JSON.parse and JSON.stringify of a test's VUs, made for the
// first that may call them. Safe for concurrent use.
type codec struct {
	once   sync.Once
	shared *json.Codec
}

// install gives a VU the fast functions if its script mentions them: the
// engine makes its JSON object when it is first asked for, and a VU that never
// asks is to have none.
func (c *codec) install(v *VU) {
	if v.test.Script == nil || !v.test.Script.Mentions("JSON") {
		return
	}
	c.once.Do(func() { c.shared = json.New() })
	c.shared.Install(v.rt)
}
