package web

import "github.com/grafana/sobek"

// blobChunk is how much of a Blob its stream gives at once, in bytes.
const blobChunk = 64 << 10

// streamBlob is Blob's stream() (File API §3.3.2): a stream of bytes, made as
// they are asked for.
func streamBlob(r *Realm, call sobek.FunctionCall) sobek.Value {
	rest := Self[*BlobObject](r, call.This).bytes
	pull := r.v.Native(func(call sobek.FunctionCall) sobek.Value {
		controller := call.Argument(0).ToObject(r.rt)
		if len(rest) > 0 {
			n := min(len(rest), blobChunk)
			chunk := clone(rest[:n]) // the stream takes its memory over
			rest = rest[n:]
			r.invoke(controller, "enqueue", r.Uint8Array(chunk))
		}
		if len(rest) == 0 {
			r.invoke(controller, "close")
			if request, ok := controller.Get("byobRequest").(*sobek.Object); ok {
				r.invoke(request, "respond", r.rt.ToValue(0))
			}
		}
		return sobek.Undefined()
	})
	source := r.rt.NewObject()
	strategy := r.rt.NewObject()
	// Plain objects of our own take anything.
	_ = source.Set("type", "bytes")
	_ = source.Set("pull", pull)
	_ = strategy.Set("highWaterMark", 0)
	stream, err := r.rt.New(r.Stream("ReadableStream"), source, strategy)
	if err != nil {
		r.v.Rethrow(err)
	}
	return stream
}

// invoke calls an object's method; what it throws goes on.
func (r *Realm) invoke(obj *sobek.Object, method string, args ...sobek.Value) {
	f, ok := sobek.AssertFunction(obj.Get(method))
	if !ok {
		panic(r.rt.NewTypeError("%s is not a function", method))
	}
	if _, err := f(obj, args...); err != nil {
		r.v.Rethrow(err)
	}
}
