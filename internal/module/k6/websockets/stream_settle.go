package websockets

import (
	"sync"

	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/web"
)

// deferred is a promise that Go settles.
type deferred struct {
	promise sobek.Value
	settle  func(value any) error
	reject  func(reason any) error
}

// promise makes a promise. Those whose rejection needs no handler are made by
// deferred.
func (i *instance) promise() *deferred {
	rt := i.v.Runtime()
	p, settle, reject := rt.NewPromise()
	return &deferred{promise: rt.ToValue(p), settle: settle, reject: reject}
}

// deferred makes a promise that may be rejected unheard: whether a script asks
// for opened, closed or both is its own matter.
func (i *instance) deferred() *deferred {
	d := i.promise()
	obj := d.promise.(*sobek.Object)
	if then, ok := sobek.AssertFunction(obj.Get("then")); ok {
		_, _ = then(obj, sobek.Undefined(), i.turns().ignore) // it has no way to throw
	}
	return d
}

// turnProgram makes a function of JavaScript's around one of Go's: the engine
// runs promises' jobs when its outermost function of JavaScript's returns, and
// after each call from Go when there is none.
var turnProgram = sync.OnceValue(func() *sobek.Program {
	return sobek.MustCompile("turn", "(work) => () => { work() }", true)
})

// turns are two functions that a VU's connections share.
type turns struct {
	v      *vu.VU
	ignore sobek.Value    // does nothing
	turn   sobek.Callable // does work
	work   func()
}

type turnKey struct{}

func (i *instance) turns() *turns {
	return i.v.Local(turnKey{}, func() any {
		t := &turns{v: i.v}
		rt := i.v.Runtime()
		t.ignore = rt.ToValue(func(sobek.FunctionCall) sobek.Value { return sobek.Undefined() })
		work := rt.ToValue(func(sobek.FunctionCall) sobek.Value {
			t.work()
			return sobek.Undefined()
		})
		made, err := rt.RunProgram(turnProgram())
		if err != nil {
			panic(err)
		}
		make, _ := sobek.AssertFunction(made)
		turn, err := make(sobek.Undefined(), work)
		if err != nil {
			panic(err)
		}
		t.turn, _ = sobek.AssertFunction(turn)
		return t
	}).(*turns)
}

// inTurn runs f as JavaScript: what f settles has its consequences after all of
// f, as in a task of the browser's.
func (i *instance) inTurn(f func()) {
	t := i.turns()
	t.work = f
	if _, err := t.v.Call(t.turn, sobek.Undefined()); err != nil {
		t.v.Fail(err)
	}
	t.work = nil
}

// resolve and fail settle the promise. They run what waits for it unless called
// from inside JavaScript.
func (d *deferred) resolve(value sobek.Value) { _ = d.settle(value) }
func (d *deferred) fail(reason sobek.Value)   { _ = d.reject(reason) }

// begin makes the two streams and resolves opened with them.
func (s *Stream) begin(e event) {
	s.state, s.was = open, true
	s.deaf()
	rt, realm := s.v.Runtime(), s.i.realm
	s.i.inTurn(func() {
		readable, err := rt.New(realm.Stream("ReadableStream"), realm.Object(sourceClass, &end{s: s}))
		if err != nil {
			panic(err)
		}
		writable, err := rt.New(realm.Stream("WritableStream"), realm.Object(sinkClass, &end{s: s}))
		if err != nil {
			panic(err)
		}
		info := rt.NewObject()
		for _, member := range []struct {
			name  string
			value sobek.Value
		}{
			{"extensions", rt.ToValue(string(e.data))}, {"protocol", rt.ToValue(e.text)},
			{"readable", readable}, {"writable", writable},
		} {
			_ = info.Set(member.name, member.value) // a plain object takes any property
		}
		s.opened.resolve(info)
	})
}

// failed rejects both promises: there never was a connection.
func (s *Stream) failed(e event) {
	s.state = closed
	s.i.inTurn(func() {
		if s.aborted != nil {
			s.opened.fail(s.aborted)
			s.closed.fail(s.aborted)
			return
		}
		s.opened.fail(s.i.newError(e.text, closeInfo{}))
		s.closed.fail(s.i.newError(e.text, closeInfo{code: abnormal}))
	})
	s.settled()
}

// finish ends both streams and settles closed. The order is the browsers'.
func (s *Stream) finish(e event) {
	s.state = closed
	info := closeInfo{code: e.code, reason: e.text}
	switch {
	case !s.was: // closed while the script did not know yet that it was open
		s.failed(event{text: neverConnected})
		return
	case e.ok:
		s.i.inTurn(func() { s.endWell(info) })
	default:
		why := s.i.newError(string(e.data), info)
		s.i.inTurn(func() { s.endBadly(why) })
	}
	s.settled()
}

func (s *Stream) endWell(info closeInfo) {
	k, rt := s.i.realm.Controllers(), s.v.Runtime()
	if s.writing != nil {
		s.writing.resolve(sobek.Undefined())
	}
	call(k.CloseReadable, s.source)
	if s.ending == nil {
		call(k.FailWritable, s.sink, web.NewException(s.i.realm, "InvalidStateError", "Cannot write to a closed WebSocketStream."))
	}
	result := rt.NewObject()
	_ = result.Set("closeCode", info.code) // a plain object takes any property
	_ = result.Set("reason", info.reason)
	s.closed.resolve(result)
	if s.ending != nil {
		s.ending.resolve(sobek.Undefined())
	}
}

func (s *Stream) endBadly(why sobek.Value) {
	k := s.i.realm.Controllers()
	call(k.FailReadable, s.source, why)
	if s.writing != nil {
		s.writing.fail(why)
	}
	call(k.FailWritable, s.sink, why)
	s.closed.fail(why)
	if s.ending != nil {
		s.ending.fail(why)
	}
}
