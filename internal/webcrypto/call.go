package webcrypto

import (
	"bytes"
	"fmt"
	"math"
	"strings"

	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/web"
)

// call is what a script gave to a method of subtle. Its members throw
// TypeErrors, by Web IDL's rules.
type call struct {
	r     *web.Realm
	rt    *sobek.Runtime
	where string // the method
	args  []sobek.Value
}

func (c *call) typeError(format string, args ...any) {
	panic(c.rt.NewTypeError("%s", "Failed to execute '"+c.where+"' on 'SubtleCrypto': "+fmt.Sprintf(format, args...)))
}

// throw throws a fault.
func (c *call) throw(err error) {
	panic(c.exception(err))
}

// exception is a fault as the script sees it.
func (c *call) exception(err error) *sobek.Object {
	if f, ok := err.(*fault); ok {
		return web.NewException(c.r, f.name, f.text)
	}
	return web.NewException(c.r, "OperationError", err.Error())
}

// bytes are a copy of a BufferSource.
func (c *call) bytes(value sobek.Value, what string) []byte {
	data, ok := vu.Bytes(value)
	if !ok {
		c.typeError("%s is no ArrayBuffer and no view of one", what)
	}
	return bytes.Clone(data)
}

func (c *call) data(n int, what string) []byte { return c.bytes(c.args[n], what) }

// key is an argument that is a CryptoKey.
func (c *call) key(n int) *key {
	k, ok := web.As[*key](c.args[n])
	if !ok {
		c.typeError("argument %d is no CryptoKey", n+1)
	}
	return k
}

// integer is a number of a range ([EnforceRange]).
func (c *call) integer(value sobek.Value, what string, most float64) int {
	if _, ok := value.(*sobek.Symbol); ok {
		c.typeError("%s is no number", what)
	}
	f := value.ToFloat()
	if math.IsNaN(f) || math.IsInf(f, 0) || math.Trunc(f) < 0 || math.Trunc(f) > most {
		c.typeError("%s is outside the range from 0 to %.0f", what, most)
	}
	return int(f)
}

// length is a number of bits that may be null; it is then -1.
func (c *call) length(n int) int {
	if n >= len(c.args) || vu.Nothing(c.args[n]) {
		return -1
	}
	return c.integer(c.args[n], "length", math.MaxUint32)
}

// format is a KeyFormat.
func (c *call) format(n int) string {
	switch format := c.r.Text(c.args[n]); format {
	case "raw", "pkcs8", "spki", "jwk":
		return format
	default:
		c.typeError("%q is no format of keys: there are raw, pkcs8, spki and jwk", format)
		return ""
	}
}

// known are the usages, in the standard's order.
var known = []string{"encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"}

// usages are a sequence of KeyUsage.
func (c *call) usages(n int) (list []string) {
	given := map[string]bool{}
	for _, value := range c.r.Sequence(c.args[n], "execute '"+c.where+"' on 'SubtleCrypto'") {
		given[c.r.Text(value)] = true
	}
	for _, usage := range known {
		if given[usage] {
			list = append(list, usage)
			delete(given, usage)
		}
	}
	for usage := range given {
		c.typeError("%q is no usage of keys", usage)
	}
	return list
}

// params are an AlgorithmIdentifier: its scheme, and the dictionary it came in.
type params struct {
	*call
	scheme *scheme
	obj    *sobek.Object // nil if it was a name only
}

// algorithm normalizes an algorithm (§18.4.4).
func (c *call) algorithm(n int) *params { return c.normalize(c.args[n]) }

func (c *call) normalize(value sobek.Value) *params {
	p := &params{call: c}
	name := value
	if obj, ok := value.(*sobek.Object); ok {
		p.obj = obj
		name = obj.Get("name")
		if name == nil || sobek.IsUndefined(name) {
			c.typeError("the algorithm has no name")
		}
	}
	text := c.r.Text(name)
	for _, s := range schemes {
		if strings.EqualFold(s.name, text) {
			p.scheme = s
			return p
		}
	}
	c.throw(notSupported("there is no algorithm %q", text))
	return nil
}

// member is a member of the dictionary, nil if it is absent.
func (p *params) member(name string) sobek.Value {
	if p.obj == nil {
		return nil
	}
	if value := p.obj.Get(name); value != nil && !sobek.IsUndefined(value) {
		return value
	}
	return nil
}

// need is a member that must be there.
func (p *params) need(name string) sobek.Value {
	value := p.member(name)
	if value == nil {
		p.typeError("%s needs the member %s of its algorithm", p.scheme.name, name)
	}
	return value
}

func (p *params) needBytes(name string) []byte { return p.bytes(p.need(name), name) }

// mayBytes is nil if the member is absent.
func (p *params) mayBytes(name string) []byte {
	if value := p.member(name); value != nil {
		return p.bytes(value, name)
	}
	return nil
}

func (p *params) needInteger(name string, most float64) int {
	return p.integer(p.need(name), name, most)
}

// mayInteger is absent if the member is.
func (p *params) mayInteger(name string, most float64, absent int) int {
	if value := p.member(name); value != nil {
		return p.integer(value, name, most)
	}
	return absent
}

// needHash is the member hash.
func (p *params) needHash() *hashing { return p.hashOf(p.need("hash")) }

// hashOf is a HashAlgorithmIdentifier.
func (c *call) hashOf(value sobek.Value) *hashing {
	if obj, ok := value.(*sobek.Object); ok {
		value = obj.Get("name")
		if value == nil || sobek.IsUndefined(value) {
			c.typeError("the hash has no name")
		}
	}
	text := c.r.Text(value)
	for _, h := range hashes {
		if strings.EqualFold(h.name, text) {
			return h
		}
	}
	c.throw(notSupported("there is no hash %q", text))
	return nil
}
