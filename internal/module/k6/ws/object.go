package ws

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"
	"weak"

	"github.com/grafana/sobek"

	"volley/internal/loop"
	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/wire"
)

// object is the socket as the script sees it. Its methods are made when they
// are read, each bound to its connection, as scripts pass them around. One that
// nobody holds is forgotten until it was read a few times: most sockets call on
// once, and a function costs a kilobyte.
type object struct {
	c       *conn
	methods []method
	added   map[string]sobek.Value
}

// method is one that was read.
type method struct {
	key    string
	reads  int
	weakly weak.Pointer[sobek.Object]
	kept   *sobek.Object
}

// keepAfter is how many reads of a method show that it is read often.
const keepAfter = 4

var keys = []string{"on", "send", "sendBinary", "ping", "close", "setTimeout", "setInterval"}

func (c *conn) socketObject() *sobek.Object {
	c.object.c = c
	return c.i.rt.NewDynamicObject(&c.object)
}

// Get makes a method when it is read.
func (o *object) Get(key string) sobek.Value {
	for n := range o.methods {
		if m := &o.methods[n]; m.key == key && m.kept != nil {
			return m.kept
		}
	}
	if value, ok := o.added[key]; ok {
		return value
	}
	fn := o.function(key)
	if fn == nil {
		return nil
	}
	n := slices.IndexFunc(o.methods, func(m method) bool { return m.key == key })
	if n < 0 {
		n = len(o.methods)
		o.methods = append(o.methods, method{key: key})
	}
	m := &o.methods[n]
	value := m.weakly.Value()
	if value == nil {
		value = o.c.i.rt.ToValue(o.c.v.Native(fn)).(*sobek.Object)
		o.c.v.Name(value, key)
		m.weakly = weak.Make(value)
	}
	if m.reads++; m.reads > keepAfter {
		m.kept = value
	}
	return value
}

func (o *object) function(key string) func(sobek.FunctionCall) sobek.Value {
	c := o.c
	switch key {
	case "on":
		return c.on
	case "send":
		return c.send
	case "sendBinary":
		return c.sendBinary
	case "ping":
		return c.ping
	case "close":
		return c.close
	case "setTimeout":
		return func(call sobek.FunctionCall) sobek.Value { return c.setTimer(key, false, call) }
	case "setInterval":
		return func(call sobek.FunctionCall) sobek.Value { return c.setTimer(key, true, call) }
	}
	return nil
}

// Set keeps what a script adds.
func (o *object) Set(key string, value sobek.Value) bool {
	if o.added == nil {
		o.added = map[string]sobek.Value{}
	}
	o.added[key] = value
	o.forget(key)
	return true
}

// Has reports whether the property exists.
func (o *object) Has(key string) bool {
	_, added := o.added[key]
	return added || slices.Contains(keys, key)
}

// Delete removes what a script added.
func (o *object) Delete(key string) bool {
	delete(o.added, key)
	return true
}

// forget drops a method that the script has replaced.
func (o *object) forget(key string) {
	o.methods = slices.DeleteFunc(o.methods, func(m method) bool { return m.key == key })
}

// Keys are the methods, then what a script added.
func (o *object) Keys() []string {
	all := slices.Clone(keys)
	for key := range o.added {
		if !slices.Contains(keys, key) {
			all = append(all, key)
		}
	}
	return all
}

func (c *conn) on(call sobek.FunctionCall) sobek.Value {
	k, known := names[call.Argument(0).String()]
	fn, ok := sobek.AssertFunction(call.Argument(1))
	if known && ok {
		c.handlers = append(c.handlers, handler{k, fn})
	}
	return sobek.Undefined()
}

func (c *conn) send(call sobek.FunctionCall) sobek.Value {
	text := ""
	if value := call.Argument(0); !vu.Nothing(value) {
		text = value.String()
	}
	return c.write(len(text), func() error { return c.sock.SendText(text) })
}

func (c *conn) sendBinary(call sobek.FunctionCall) sobek.Value {
	if len(call.Arguments) == 0 {
		c.v.Throwf("missing argument, expected ArrayBuffer")
	}
	value := call.Argument(0)
	buffer, ok := value.Export().(sobek.ArrayBuffer)
	if !ok {
		c.v.Throwf("expected ArrayBuffer as argument, received: %s", constructorOf(value))
	}
	return c.write(len(buffer.Bytes()), func() error { return c.sock.SendBinary(buffer.Bytes()) })
}

func constructorOf(value sobek.Value) string {
	if sobek.IsUndefined(value) || sobek.IsNull(value) {
		return value.String()
	}
	obj, ok := value.(*sobek.Object)
	if !ok {
		switch value.Export().(type) {
		case string:
			return "String"
		case bool:
			return "Boolean"
		}
		return "Number"
	}
	if ctor, ok := obj.Get("constructor").(*sobek.Object); ok {
		return ctor.Get("name").String()
	}
	return obj.ClassName()
}

// highWater is how much a socket buffers before send waits, as k6's blocking
// write does.
const highWater = 1 << 20

// write sends one message of so many bytes, counts it if it was taken, and waits while the peer
// takes too little.
func (c *conn) write(bytes int, send func() error) sobek.Value {
	if err := c.try(send); err == nil {
		c.meter.Sent(bytes, c.v.Loop().Now())
		for c.sock.Buffered() > highWater && !c.gone && c.v.Interrupted() == nil {
			c.v.Park()
		}
	}
	return sobek.Undefined()
}

// try runs a write; its failure goes to the error handlers, not to the caller.
func (c *conn) try(send func() error) error {
	err := socket.ErrClosing
	if !c.gone {
		err = send()
	}
	if err != nil {
		if thrown := c.fault(err.Error(), 0, ""); thrown != nil {
			c.v.Rethrow(thrown)
		}
	}
	return err
}

func (c *conn) ping(sobek.FunctionCall) sobek.Value {
	payload := strconv.Itoa(c.lastPing)
	c.lastPing++
	if c.try(func() error { return c.sock.Ping([]byte(payload)) }) == nil {
		c.meter.Pinged(payload, time.Now())
	}
	return sobek.Undefined()
}

// close ends the session. Absent is 1001; a code that RFC 6455 §7.4 does not
// allow on the wire is 1001 too, with a warning.
func (c *conn) close(call sobek.FunctionCall) sobek.Value {
	code := uint16(goingAway)
	if value := call.Argument(0); !vu.Nothing(value) && !math.IsNaN(value.ToFloat()) {
		n := value.ToInteger()
		if n < 0 || n > math.MaxUint16 || !wire.CloseCodeValid(uint16(n)) {
			c.v.Warnf("socket.close(%d): no endpoint may send this close code, 1001 is sent instead", n)
			n = goingAway
		}
		code = uint16(n)
	}
	if err := c.shut(code); err != nil {
		c.v.Rethrow(err)
	}
	return sobek.Undefined()
}

// timer is a socket.setTimeout or socket.setInterval; it dies with the socket.
type timer struct {
	loop.Timer
	fn    sobek.Callable
	every time.Duration // 0 for setTimeout
	due   time.Time
}

func (c *conn) setTimer(name string, repeat bool, call sobek.FunctionCall) sobek.Value {
	fn, ok := sobek.AssertFunction(call.Argument(0))
	if !ok {
		c.v.ThrowType("%s: the first argument must be a function", name)
	}
	delay := 0.0 // k6: undefined is no time at all
	if value := call.Argument(1); !sobek.IsUndefined(value) {
		delay = value.ToFloat()
	}
	if !(delay > 0) {
		c.v.Throw(fmt.Errorf("%s requires a >0 timeout parameter, received %.2f", name, delay))
	}
	wait := vu.Milliseconds(call.Argument(1))
	t := &timer{fn: fn, due: time.Now().Add(wait)}
	if repeat {
		t.every = max(wait, time.Millisecond)
	}
	t.Init(func() { c.push(event{kind: tick, timer: t}) })
	if !c.closed {
		c.timers = append(c.timers, t)
		c.v.Loop().Arm(&t.Timer, t.due)
	}
	return sobek.Undefined()
}

func (t *timer) fire(c *conn) error {
	if t.every == 0 {
		c.timers = slices.DeleteFunc(c.timers, func(other *timer) bool { return other == t })
	}
	_, err := c.v.Call(t.fn, sobek.Undefined())
	if err == nil && t.every > 0 && !c.closed {
		t.due = next(t.due, t.every, time.Now())
		c.v.Loop().Arm(&t.Timer, t.due)
	}
	return err
}

// next is when an interval fires again: it keeps its rate, however late it was
// served, and skips what it missed altogether.
func next(due time.Time, every time.Duration, now time.Time) time.Time {
	due = due.Add(every)
	if due.Before(now) {
		return now
	}
	return due
}
