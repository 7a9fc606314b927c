package web

import (
	_ "embed" // for the polyfill's text
	"sync"

	"github.com/grafana/sobek"
)

// StreamNames are the classes of the Streams standard, and the text streams of
// the Encoding standard, that Realm.Stream makes.
var StreamNames = []string{
	"ByteLengthQueuingStrategy", "CountQueuingStrategy",
	"ReadableStream", "ReadableStreamDefaultReader", "ReadableStreamDefaultController",
	"ReadableStreamBYOBReader", "ReadableStreamBYOBRequest", "ReadableByteStreamController",
	"WritableStream", "WritableStreamDefaultWriter", "WritableStreamDefaultController",
	"TransformStream", "TransformStreamDefaultController",
	"TextDecoderStream", "TextEncoderStream",
}

// The streams are web-streams-polyfill 4.3.0 (MIT, see stream/LICENSE), which
// follows the standard's reference implementation, unchanged: dist/ponyfill.js
// of the npm package. It is wrapped in a function whose arguments stand for the
// globals it looks for.
//
//go:embed stream/ponyfill.js
var ponyfill string

//go:embed stream/text.js
var textStreams string

var (
	streamProgram = sync.OnceValue(func() *sobek.Program {
		return sobek.MustCompile("web-streams-polyfill", "(function (exports, module, globalThis, structuredClone) {"+ponyfill+"\n})", true)
	})
	textProgram = sync.OnceValue(func() *sobek.Program { return sobek.MustCompile("text-streams", textStreams, true) })
)

type (
	streamKey     struct{}
	textStreamKey struct{}
)

// Stream is the constructor of a class of StreamNames. The first one a VU asks
// for makes them all: some 280 kB of memory and a millisecond.
func (r *Realm) Stream(name string) *sobek.Object {
	classes := r.streams().classes
	if name == "TextDecoderStream" || name == "TextEncoderStream" {
		classes = r.textStreams()
	}
	return classes.Get(name).(*sobek.Object)
}

func (r *Realm) textStreams() *sobek.Object {
	return r.v.Local(textStreamKey{}, func() any {
		return r.Evaluate(textProgram(), r.Stream("TransformStream"), r.Constructor(TextEncoder), r.Constructor(TextDecoder))
	}).(*sobek.Object)
}

// Controllers are the methods by which Go feeds and ends streams, as they were
// before a script could change them. The controller is their this.
//
// Immutable.
type Controllers struct {
	Enqueue, CloseReadable, FailReadable sobek.Callable
	FailWritable                         sobek.Callable
}

// Controllers are those of the classes that Stream makes.
func (r *Realm) Controllers() *Controllers { return &r.streams().controllers }

// streams are the polyfill's exports in one VU.
type streams struct {
	classes     *sobek.Object
	controllers Controllers
}

func (r *Realm) streams() *streams {
	return r.v.Local(streamKey{}, func() any {
		globals := r.rt.NewObject()
		_ = globals.Set("DOMException", r.DOMException())
		exports := r.rt.NewObject()
		r.Evaluate(streamProgram(), exports, r.rt.NewObject(), globals, r.rt.ToValue(r.transfer))
		// The standard has dropped this one.
		prototype := func(class string) *sobek.Object {
			return exports.Get(class).(*sobek.Object).Get("prototype").(*sobek.Object)
		}
		readable, writable := prototype("ReadableStreamDefaultController"), prototype("WritableStreamDefaultController")
		_ = writable.Delete("abortReason")
		s := &streams{classes: exports}
		s.controllers.Enqueue, _ = sobek.AssertFunction(readable.Get("enqueue"))
		s.controllers.CloseReadable, _ = sobek.AssertFunction(readable.Get("close"))
		s.controllers.FailReadable, _ = sobek.AssertFunction(readable.Get("error"))
		s.controllers.FailWritable, _ = sobek.AssertFunction(writable.Get("error"))
		return s
	}).(*streams)
}

// Evaluate runs a program that is a function, and calls it. Both are our own
// text, which does not throw.
func (r *Realm) Evaluate(p *sobek.Program, args ...sobek.Value) sobek.Value {
	made, err := r.rt.RunProgram(p)
	if err != nil {
		panic(err)
	}
	call, _ := sobek.AssertFunction(made)
	value, err := call(sobek.Undefined(), args...)
	if err != nil {
		panic(err)
	}
	return value
}

// transfer moves an ArrayBuffer's memory into a new one and detaches the old, as
// structuredClone(buffer, {transfer: [buffer]}) does: byte streams take over the
// buffers they are given.
func (r *Realm) transfer(call sobek.FunctionCall) sobek.Value {
	obj, _ := call.Argument(0).(*sobek.Object)
	if obj != nil {
		if buffer, ok := obj.Export().(sobek.ArrayBuffer); ok {
			moved := r.rt.NewArrayBuffer(buffer.Bytes())
			buffer.Detach()
			return r.rt.ToValue(moved)
		}
	}
	panic(r.rt.NewTypeError("only an ArrayBuffer can be moved"))
}
