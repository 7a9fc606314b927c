package ws

import (
	"errors"
	"io"

	"github.com/grafana/sobek"

	"volley/internal/socket"
	"volley/internal/wire"
)

// serve runs the script's function, then the handlers of whatever has happened;
// over is set when the session is. The error is an exception of a handler: the
// connection is closed then, and its close handlers have run.
func (c *conn) serve() (over bool, err error) {
	if !c.called {
		c.called = true
		fn := c.fn
		c.fn = nil
		if _, err = c.v.Call(fn, sobek.Undefined(), c.socketObject()); err == nil {
			err = c.emit(open)
		}
	}
	for err == nil && !c.closed {
		if c.v.Interrupted() != nil {
			return true, nil // the engine unwinds when connect returns
		}
		e, ok := c.inbox.Pop()
		if !ok {
			return false, nil
		}
		err = c.handle(e)
	}
	var interrupted *sobek.InterruptedError
	if err == nil || errors.As(err, &interrupted) {
		return true, err
	}
	// The exception of a close handler would hide the one that matters.
	if again := c.shut(goingAway); again != nil && errors.As(again, &interrupted) {
		return true, again
	}
	return true, err
}

// emit runs the handlers of an event, in the order they were added. One that
// throws keeps the others from running.
func (c *conn) emit(k kind, args ...sobek.Value) error {
	for n := 0; n < len(c.handlers); n++ {
		if c.handlers[n].kind != k {
			continue
		}
		if _, err := c.v.Call(c.handlers[n].call, sobek.Undefined(), args...); err != nil {
			return err
		}
	}
	return nil
}

func (c *conn) handle(e event) error {
	switch e.kind {
	case message:
		c.read(&e)
		c.meter.Received(e.at)
		if !c.hears(message) {
			return nil
		}
		return c.emit(message, c.i.rt.ToValue(e.text))
	case binaryMessage:
		c.read(&e)
		c.meter.Received(e.at)
		if !c.hears(binaryMessage) {
			return nil
		}
		return c.emit(binaryMessage, c.i.rt.ToValue(c.i.rt.NewArrayBuffer(e.data)))
	case ping, pong:
		c.read(&e)
		return c.emit(e.kind)
	case tick:
		return e.timer.fire(c)
	case closing:
		return c.ended(e.closed)
	}
	return nil
}

// read takes an event off what is unread; the peer may send again once half of
// the bound is free.
func (c *conn) read(e *event) {
	c.unread -= e.weight()
	if c.paused && c.unread <= c.i.config.MaxUnread/2 {
		c.paused = false
		c.sock.Resume()
	}
}

// ended runs the handlers for an end that came from the other side. The codes
// are k6's: what is neither 1000 nor 1001 is an error first; a connection that
// broke in another way closes with 1001.
func (c *conn) ended(e *socket.Closing) error {
	code := e.Code
	var err error
	var rule wire.Fault
	switch {
	case errors.As(e.Err, &rule) && rule.Code() != 1002:
		code = rule.Code()
		err = c.fault(wire.CloseText(code, rule.Error()), code, rule.Error())
	case rule != "":
		code = goingAway
		err = c.fault(socket.ErrClosing.Error(), 0, "")
	case errors.Is(e.Err, io.ErrUnexpectedEOF):
		err = c.fault(wire.CloseText(code, e.Err.Error()), code, e.Err.Error())
	case e.Err != nil:
		code = goingAway
		err = c.fault(e.Err.Error(), 0, "")
	case code != 1000 && code != goingAway:
		err = c.fault(wire.CloseText(code, e.Reason), code, e.Reason)
	}
	if err != nil {
		return err
	}
	return c.finish(code)
}

func (c *conn) fault(text string, code uint16, reason string) error {
	if !c.hears(fault) {
		return nil
	}
	return c.emit(fault, c.i.wrapped(text, code, reason))
}

// shut closes from this side: close frame, close handlers, and no waiting for
// the peer's answer. It runs once.
func (c *conn) shut(code uint16) error {
	if c.closed {
		return nil
	}
	c.abandon(code)
	return c.finish(code)
}

func (c *conn) finish(code uint16) error {
	if c.closed {
		return nil
	}
	c.closed = true
	return c.emit(closing, c.i.rt.ToValue(code))
}
