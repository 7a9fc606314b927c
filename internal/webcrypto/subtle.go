package webcrypto

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"

	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/web"
)

// subtleClass is the standard's SubtleCrypto (§14).
var subtleClass = &web.Class{
	Name: "SubtleCrypto",
	Methods: map[string]web.Method{
		"decrypt":     method("decrypt", 3, func(c *call) work { return c.cipher("decrypt") }),
		"deriveBits":  method("deriveBits", 2, (*call).deriveBits),
		"deriveKey":   method("deriveKey", 5, (*call).deriveKey),
		"digest":      method("digest", 2, (*call).digest),
		"encrypt":     method("encrypt", 3, func(c *call) work { return c.cipher("encrypt") }),
		"exportKey":   method("exportKey", 2, (*call).exportKey),
		"generateKey": method("generateKey", 3, (*call).generateKey),
		"importKey":   method("importKey", 5, (*call).importKey),
		"sign":        method("sign", 3, func(c *call) work { return c.cipher("sign") }),
		"unwrapKey":   method("unwrapKey", 7, (*call).unwrapKey),
		"verify":      method("verify", 4, (*call).verify),
		"wrapKey":     method("wrapKey", 4, (*call).wrapKey),
	},
	Lengths: map[string]int{
		"decrypt": 3, "deriveBits": 2, "deriveKey": 5, "digest": 2, "encrypt": 3, "exportKey": 2, "generateKey": 3, "importKey": 5,
		"sign": 3, "unwrapKey": 7, "verify": 4, "wrapKey": 4,
	},
}

// operations is an instance of it.
type operations struct{ web.Base }

// work is what a method does once its arguments are read.
type work struct {
	slow bool // it takes milliseconds
	// do needs no VU.
	do func() (any, error)
	// give makes of do's result what the promise resolves to.
	give func(any) (sobek.Value, error)
}

// done is work that is over.
func done(value sobek.Value) work {
	return work{do: func() (any, error) { return nil, nil }, give: func(any) (sobek.Value, error) { return value, nil }}
}

// refuse is work that fails.
func refuse(err error) work { return work{do: func() (any, error) { return nil, err }} }

// method makes a member function that gives a promise. What its arguments throw
// rejects it, as Web IDL has it.
func method(name string, need int, begin func(c *call) work) web.Method {
	return func(r *web.Realm, given sobek.FunctionCall) sobek.Value {
		c := &call{r: r, rt: r.Runtime(), where: name, args: given.Arguments}
		v := r.VU()
		var w work
		if thrown := c.rt.Try(func() {
			web.Self[*operations](r, given.This)
			if len(c.args) < need {
				c.typeError("%d arguments required, but only %d present", need, len(c.args))
			}
			w = begin(c)
		}); thrown != nil {
			return v.Rejected(thrown.Value())
		}
		if w.slow && v.Stage != vu.Init {
			return c.later(w)
		}
		result, err := w.do()
		value, rejected := c.settled(w, result, err)
		if rejected {
			return v.Rejected(value)
		}
		return v.Resolved(value)
	}
}

// settled is what came of work, or the exception.
func (c *call) settled(w work, result any, err error) (value sobek.Value, rejected bool) {
	if err == nil {
		value, err = w.give(result)
	}
	if err != nil {
		return c.exception(err), true
	}
	return value, false
}

// busy bounds how much is computed beside the loops, in all VUs.
var busy = make(chan struct{}, runtime.NumCPU())

// later does work beside the loop.
func (c *call) later(w work) sobek.Value {
	return c.r.VU().Promise(vu.Beside{
		Name: "crypto.subtle." + c.where,
		Do: func(ctx context.Context) (any, error) {
			select {
			case busy <- struct{}{}:
			case <-ctx.Done():
				return nil, ctx.Err()
			}
			defer func() { <-busy }()
			return w.do()
		},
		Settle: func(result any, err error) (sobek.Value, bool) { return c.settled(w, result, err) },
	})
}

// buffer is bytes as the script gets them.
func (c *call) buffer(result any) (sobek.Value, error) {
	return c.rt.ToValue(c.rt.NewArrayBuffer(result.([]byte))), nil
}

func (c *call) digest() work {
	h := c.hashOf(c.args[0])
	data := c.data(1, "the data")
	return work{do: func() (any, error) { return h.sum(data), nil }, give: c.buffer}
}

// cipher is encrypt, decrypt and sign.
func (c *call) cipher(usage string) work {
	p := c.algorithm(0)
	f := map[string]func(*params) func(*key, []byte) ([]byte, error){"encrypt": p.scheme.encrypt, "decrypt": p.scheme.decrypt, "sign": p.scheme.sign}[usage]
	if f == nil {
		return refuse(notSupported("%s cannot %s", p.scheme.name, usage))
	}
	do := f(p)
	k, data := c.key(1), c.data(2, "the data")
	if err := k.allows(p.scheme, usage); err != nil {
		return refuse(err)
	}
	return work{slow: p.scheme.slow && k.kind != "public", do: func() (any, error) { return do(k, data) }, give: c.buffer}
}

func (c *call) verify() work {
	p := c.algorithm(0)
	if p.scheme.verify == nil {
		return refuse(notSupported("%s cannot verify", p.scheme.name))
	}
	do := p.scheme.verify(p)
	k, signature, data := c.key(1), c.data(2, "the signature"), c.data(3, "the data")
	if err := k.allows(p.scheme, "verify"); err != nil {
		return refuse(err)
	}
	return work{
		do:   func() (any, error) { return do(k, signature, data) },
		give: func(result any) (sobek.Value, error) { return c.rt.ToValue(result.(bool)), nil },
	}
}

func (c *call) generateKey() work {
	p := c.algorithm(0)
	if p.scheme.generate == nil {
		return refuse(notSupported("%s cannot generate keys", p.scheme.name))
	}
	do := p.scheme.generate(p)
	extractable, uses := c.args[1].ToBoolean(), c.usages(2)
	s := p.scheme
	kinds := map[string][]string{"secret": uses}
	if len(s.secret) == 0 {
		kinds = map[string][]string{"public": common(uses, s.public), "private": common(uses, s.private)}
		for _, usage := range uses {
			if !slices.Contains(s.public, usage) && !slices.Contains(s.private, usage) {
				return refuse(syntax("a key of %s has no usage %q", s.name, usage))
			}
		}
	}
	for kind, uses := range kinds {
		if err := s.check(kind, uses); err != nil {
			return refuse(err)
		}
	}
	return work{slow: s.slow, do: func() (any, error) { return do() }, give: func(result any) (sobek.Value, error) {
		m := result.(made)
		one := func(kind string, material any, extractable bool) *sobek.Object {
			return c.r.Object(keyClass, &key{details: m.details, scheme: s, kind: kind, extractable: extractable, uses: kinds[kind], material: material})
		}
		if m.secret != nil {
			return one("secret", m.secret, extractable), nil
		}
		pair := c.rt.NewObject()
		_ = pair.Set("publicKey", one("public", m.public, true)) // a fresh object takes everything
		_ = pair.Set("privateKey", one("private", m.private, extractable))
		return pair, nil
	}}
}

func (c *call) importKey() work {
	format, p := c.format(0), c.algorithm(2)
	if p.scheme.load == nil {
		return refuse(notSupported("%s has no keys", p.scheme.name))
	}
	read := p.scheme.load(p)
	extractable, uses := c.args[3].ToBoolean(), c.usages(4)
	from := source{format: format}
	if format == "jwk" {
		from.jwk = c.jwk(c.args[1])
	} else {
		from.data = c.data(1, "the key")
	}
	return c.reading(p.scheme, read, from, extractable, uses)
}

// reading is the work of reading a key.
func (c *call) reading(s *scheme, read func(source) (loaded, error), from source, extractable bool, uses []string) work {
	k, err := s.read(read, from, extractable, uses)
	if err != nil {
		return refuse(err)
	}
	return done(c.r.Object(keyClass, k))
}

// read reads a key and checks what it is for.
func (s *scheme) read(read func(source) (loaded, error), from source, extractable bool, uses []string) (*key, error) {
	kind := from.kind(s)
	if s.hidden && extractable {
		return nil, syntax("a key of %s is not extractable", s.name)
	}
	if err := s.check(kind, uses); err != nil {
		return nil, err
	}
	if from.jwk != nil {
		if err := from.jwk.permits(extractable, uses); err != nil {
			return nil, err
		}
	}
	l, err := read(from)
	if err != nil {
		return nil, err
	}
	return &key{details: l.details, scheme: s, kind: kind, extractable: extractable, uses: uses, material: l.material}, nil
}

func (c *call) exportKey() work {
	format, k := c.format(0), c.key(1)
	value, err := c.export(format, k)
	if err != nil {
		return refuse(err)
	}
	return done(value)
}

// export is a key in a format: an ArrayBuffer or an object.
func (c *call) export(format string, k *key) (sobek.Value, error) {
	switch {
	case k.scheme.hidden:
		return nil, notSupported("a key of %s cannot be exported", k.scheme.name)
	case !k.extractable:
		return nil, invalidAccess("the key is not extractable")
	}
	if format == "jwk" {
		j := &jwk{}
		if err := k.scheme.jwk(k, j); err != nil {
			return nil, err
		}
		return j.object(c.r, k), nil
	}
	data, err := k.scheme.store(k, format)
	if err != nil {
		return nil, err
	}
	return c.buffer(data)
}

func (c *call) deriveBits() work {
	p := c.algorithm(0)
	if p.scheme.derive == nil {
		return refuse(notSupported("%s cannot derive bits", p.scheme.name))
	}
	do := p.scheme.derive(p)
	k, bits := c.key(1), c.length(2)
	if err := k.allows(p.scheme, "deriveBits"); err != nil {
		return refuse(err)
	}
	return work{slow: p.scheme.slow, do: func() (any, error) { return do(k, bits) }, give: c.buffer}
}

func (c *call) deriveKey() work {
	p := c.algorithm(0)
	if p.scheme.derive == nil {
		return refuse(notSupported("%s cannot derive keys", p.scheme.name))
	}
	do := p.scheme.derive(p)
	k, to := c.key(1), c.algorithm(2)
	if to.scheme.keyLength == nil {
		return refuse(notSupported("no key of %s is derived", to.scheme.name))
	}
	bits := to.scheme.keyLength(to)
	read := to.scheme.load(to)
	extractable, uses := c.args[3].ToBoolean(), c.usages(4)
	if err := k.allows(p.scheme, "deriveKey"); err != nil {
		return refuse(err)
	}
	return work{slow: p.scheme.slow, do: func() (any, error) { return do(k, bits) }, give: func(result any) (sobek.Value, error) {
		made, err := to.scheme.read(read, source{format: "raw", data: result.([]byte)}, extractable, uses)
		if err != nil {
			return nil, err
		}
		return c.r.Object(keyClass, made), nil
	}}
}

func (c *call) wrapKey() work {
	format, k, with, p := c.format(0), c.key(1), c.key(2), c.algorithm(3)
	f := p.scheme.wrap
	if f == nil {
		f = p.scheme.encrypt
	}
	if f == nil {
		return refuse(notSupported("%s cannot wrap keys", p.scheme.name))
	}
	do := f(p)
	if err := with.allows(p.scheme, "wrapKey"); err != nil {
		return refuse(err)
	}
	value, err := c.export(format, k)
	if err != nil {
		return refuse(err)
	}
	data, ok := vu.Bytes(value)
	if !ok {
		if data, err = c.r.VU().JSON(value); err != nil {
			return refuse(err)
		}
	}
	return work{do: func() (any, error) { return do(with, data) }, give: c.buffer}
}

func (c *call) unwrapKey() work {
	format, data, with, p := c.format(0), c.data(1, "the wrapped key"), c.key(2), c.algorithm(3)
	to := c.algorithm(4)
	f := p.scheme.unwrap
	if f == nil {
		f = p.scheme.decrypt
	}
	if f == nil || to.scheme.load == nil {
		return refuse(notSupported("%s cannot unwrap keys of %s", p.scheme.name, to.scheme.name))
	}
	do, read := f(p), to.scheme.load(to)
	extractable, uses := c.args[5].ToBoolean(), c.usages(6)
	if err := with.allows(p.scheme, "unwrapKey"); err != nil {
		return refuse(err)
	}
	return work{slow: p.scheme.slow, do: func() (any, error) { return do(with, data) }, give: func(result any) (sobek.Value, error) {
		from := source{format: format, data: result.([]byte)}
		if format == "jwk" {
			if !json.Valid(from.data) {
				return nil, badData("what was wrapped is no JSON")
			}
			value, err := c.r.VU().Parse(from.data)
			if err != nil {
				return nil, badData("what was wrapped is no JSON: %v", err)
			}
			if thrown := c.rt.Try(func() { from.jwk = c.jwk(value) }); thrown != nil {
				return nil, badData("what was wrapped is no key: %v", fmt.Sprint(thrown.Value()))
			}
		}
		k, err := to.scheme.read(read, from, extractable, uses)
		if err != nil {
			return nil, err
		}
		return c.r.Object(keyClass, k), nil
	}}
}
