package ws

import (
	"errors"
	"net/url"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/session"
	"volley/internal/socket"
	"volley/internal/vu"
)

// grammar is how this module reads parameters: what it does not know it ignores.
var grammar = session.Grammar{TagsFault: "invalid ws.connect() metric tags:"}

// errURL is the text of the library k6 uses for every URL it does not take.
var errURL = errors.New("malformed ws or wss URL")

// connect is ws.connect: it returns when the session has ended.
func (i *instance) connect(call sobek.FunctionCall) sobek.Value {
	address, params, fn := i.arguments(call)
	c := &conn{i: i, v: i.v}
	c.meter.Begin(i.v, &params, address, params.Name, time.Now())
	i.v.Hold(&c.Hold, c)
	defer c.leave()

	u, err := parseURL(address)
	if err == nil {
		err = params.Reserved()
	}
	if err != nil {
		now := time.Now()
		c.OnFail(socket.Failure{Err: err, Phase: socket.PhaseUpgrade, Code: "url", Start: now, End: now})
	} else {
		c.address = u
		c.sock = socket.Connect(i.v.Loop(), i.config.Socket(i.v, &params, u, nil), c)
	}
	for !c.answered && i.v.Interrupted() == nil {
		i.v.Park()
	}
	switch {
	case i.v.Interrupted() != nil:
		return sobek.Undefined() // the engine unwinds
	case c.failure != nil:
		return i.failed(c.failure)
	}
	if err := c.serve(fn); err != nil {
		i.v.Rethrow(err)
	}
	return i.result(address, 101, fields(c.response), "", nil)
}

// arguments checks what the script gave, in k6's words.
func (i *instance) arguments(call sobek.FunctionCall) (string, session.Params, sobek.Callable) {
	n := len(call.Arguments)
	if i.v.Stage == vu.Init {
		i.v.Throwf("using websockets in the init context is not supported")
	}
	if n != 2 && n != 3 {
		i.v.Throwf("invalid number of arguments to ws.connect")
	}
	fn, ok := sobek.AssertFunction(call.Argument(n - 1))
	if !ok {
		i.v.Throwf("last argument to ws.connect must be a function")
	}
	given := sobek.Undefined()
	if n == 3 {
		given = call.Argument(1)
	}
	params, err := session.ParseParams(i.v, grammar, i.config.UserAgent, given)
	if err != nil {
		i.v.Throw(err)
	}
	return call.Argument(0).String(), params, fn
}

// parseURL takes ws and wss; a fragment is dropped.
func parseURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, err
	}
	if u.Scheme != "ws" && u.Scheme != "wss" || u.User != nil {
		return nil, errURL
	}
	u.Fragment = ""
	return u, nil
}

// failed is connect's answer to a connection that was not made.
func (i *instance) failed(f *socket.Failure) sobek.Value {
	if i.v.Test().Throw {
		i.v.Throw(f.Err)
	}
	i.v.Warnf("Attempt to establish a WebSocket connection failed: %v", f.Err)
	if f.Response != nil {
		return i.result("", f.Response.Status, fields(f.Response), string(limited(f.Response.Body)), nil)
	}
	return i.result("", 0, nil, "", f.Err)
}

// bodyShown is how much of a refusal's body k6 keeps.
const bodyShown = 1024

func limited(body []byte) []byte { return body[:min(len(body), bodyShown)] }
