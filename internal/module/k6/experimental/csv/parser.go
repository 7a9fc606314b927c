package csv

import (
	"errors"
	"io"

	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/web"
)

var parserClass = &web.Class{
	Name: "Parser", Length: 2,
	Construct: construct,
	Methods:   map[string]web.Method{"next": next},
}

// parser is a Parser: a place in a file.
//
// Owned by one loop.
type parser struct {
	web.Base
	*reader
}

func construct(r *web.Realm, _ *web.Class, args []sobek.Value) web.Instance {
	v := r.VU()
	if v.Stage != vu.Init {
		v.Throwf("csv Parser constructor must be called in the init context")
	}
	args = append(args, sobek.Undefined(), sobek.Undefined())
	_, text := opened(v, args[0])
	o, err := readOptions(r.Runtime(), args[1])
	if err != nil {
		v.Throwf("encountered an error while interpreting Parser options; reason: %w", err)
	}
	if err := o.check(); err != nil {
		v.Throw(err)
	}
	made, err := newReader(text, o)
	if err != nil {
		v.Throw(err)
	}
	return &parser{reader: made}
}

// next is parser.next().
func next(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	p := web.Self[*parser](r, call.This)
	record, err := p.reader.next()
	done := errors.Is(err, io.EOF)
	if err != nil && !done {
		return r.VU().Rejected(r.Runtime().NewGoError(err))
	}
	result := r.Runtime().NewObject()
	_ = result.Set("done", done) // a fresh object takes everything
	_ = result.Set("value", p.value(record))
	return r.VU().Resolved(result)
}

// value is a record as the script sees it; after the last one an empty array, as
// in k6.
func (p *parser) value(record []string) *sobek.Object {
	rt := p.Realm().Runtime()
	if !p.objects || record == nil {
		fields := make([]any, len(record))
		for n, field := range record {
			fields[n] = field
		}
		return rt.NewArray(fields...)
	}
	obj := rt.NewObject()
	for n, field := range record {
		// Not Set: a column may be named __proto__.
		_ = obj.DefineDataProperty(p.header[n], rt.ToValue(field), sobek.FLAG_TRUE, sobek.FLAG_TRUE, sobek.FLAG_TRUE)
	}
	return obj
}
