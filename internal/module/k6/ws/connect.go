package ws

import (
	"errors"
	"net/url"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/ring"
	"volley/internal/session"
	"volley/internal/socket"
	"volley/internal/vu"
)

// grammar is how this module reads parameters: what it does not know it ignores.
var grammar = session.Grammar{TagsFault: "invalid ws.connect() metric tags:"}

// errURL is the text of the library k6 uses for every URL it does not take.
var errURL = errors.New("malformed ws or wss URL")

// connect is ws.connect: it returns when the session has ended. The stack of
// what it waits in is all that a waiting VU keeps of one: it does nothing itself.
func (i *instance) connect(call sobek.FunctionCall) sobek.Value {
	c := &conn{i: i, v: i.v, opening: &opening{call: call}, inbox: ring.Of[event]{Keep: keepInbox}}
	i.v.Serve(c)
	return c.result
}

// Serve is what connect does, one step at a time: begin, wait for the server's
// answer, call the script's function, and run the handlers of what happens.
func (c *conn) Serve() (done bool) {
	done = true
	defer func() {
		if done { // also when it throws
			c.leave()
		}
	}()
	if c.sock == nil {
		c.begin()
	}
	if c.v.Interrupted() != nil {
		c.result = sobek.Undefined()
		return true // the engine unwinds
	}
	if o := c.opening; o != nil {
		switch {
		case !o.answered:
			return false
		case o.failure != nil:
			c.result = c.i.failed(o.failure)
			return true
		}
		c.opening = nil
	}
	over, err := c.serve()
	switch {
	case err != nil:
		c.v.Rethrow(err)
	case over:
		c.result = c.i.result(c.url, &session.Response{Status: 101, Header: c.header}, nil)
	}
	return over
}

// begin begins to connect.
func (c *conn) begin() {
	i := c.i
	params := c.arguments(c.opening.call)
	c.opening.call = sobek.FunctionCall{}
	c.meter.Begin(i.v, &params, session.Label(c.url), params.Name, time.Now())
	i.v.Hold(&c.Hold, c)
	u, err := parseURL(c.url)
	if err == nil {
		err = params.Reserved()
	}
	if err != nil {
		now := time.Now()
		c.OnFail(socket.Failure{Err: err, Phase: socket.PhaseUpgrade, Code: "url", Start: now, End: now})
		return
	}
	c.opening.address, c.opening.jar = u, params.CookieJar(i.v)
	c.sock = socket.Connect(i.v.Loop(), i.config.Socket(i.v, &params, u, nil), c)
}

// arguments takes what the script gave, and complains in k6's words. The engine's
// stack keeps arguments as long as connect runs: they are taken away from it,
// unless they may be an array of the script's.
func (c *conn) arguments(call sobek.FunctionCall) session.Params {
	i, n := c.i, len(call.Arguments)
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
	address, given := call.Argument(0), sobek.Undefined()
	if n == 3 {
		given = call.Argument(1)
	}
	if !i.v.Test().Script.Mentions("apply") {
		for k := range call.Arguments {
			call.Arguments[k] = sobek.Undefined()
		}
	}
	params, err := session.ParseParams(i.v, grammar, i.config.UserAgent, given)
	if err != nil {
		i.v.Throw(err)
	}
	c.url, c.fn = address.String(), fn
	return params
}

// parseURL takes ws and wss, also on Unix sockets; a fragment is dropped.
func parseURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, err
	}
	switch u.Scheme {
	case "ws", "wss", "ws+unix", "wss+unix":
		u.Fragment = ""
		return u, nil
	}
	return nil, errURL
}

// failed is connect's answer to a connection that was not made.
func (i *instance) failed(f *socket.Failure) sobek.Value {
	if i.v.Test().Throw {
		i.v.Throw(f.Err)
	}
	i.v.Warnf("Attempt to establish a WebSocket connection failed: %v", f.Err)
	if f.Response != nil {
		return i.result("", session.NewResponse(f.Response), nil)
	}
	return i.result("", nil, f.Err)
}
