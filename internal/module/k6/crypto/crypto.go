package crypto

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"

	"github.com/grafana/sobek"
	"golang.org/x/crypto/md4"       //lint:ignore SA1019 scripts speak to servers that still want it
	"golang.org/x/crypto/ripemd160" //lint:ignore SA1019 likewise

	"volley/internal/vu"
)

// algorithms are the hashes, by the names scripts use.
var algorithms = map[string]func() hash.Hash{
	"md4": md4.New, "md5": md5.New, "ripemd160": ripemd160.New, "sha1": sha1.New,
	"sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
	"sha512_224": sha512.New512_224, "sha512_256": sha512.New512_256,
}

type module struct{}

// New returns the module k6/crypto.
func New() vu.Module { return module{} }

var names = []string{
	"createHMAC", "createHash", "hexEncode", "hmac", "md4", "md5", "randomBytes", "ripemd160",
	"sha1", "sha256", "sha384", "sha512", "sha512_224", "sha512_256",
}

// Names are what a script may import.
func (module) Names() []string { return names }

// New makes a VU's instance.
func (module) New(v *vu.VU) vu.Exports {
	i := &instance{v: v, rt: v.Runtime()}
	return vu.Exports{Named: func(name string) sobek.Value { return i.rt.ToValue(v.Native(i.function(name))) }}
}

// instance is what one VU owns.
type instance struct {
	v  *vu.VU
	rt *sobek.Runtime
}

func (i *instance) function(name string) func(sobek.FunctionCall) sobek.Value {
	switch name {
	case "createHash":
		return func(call sobek.FunctionCall) sobek.Value { return i.hasher(i.algorithm(call.Argument(0))()) }
	case "createHMAC":
		return func(call sobek.FunctionCall) sobek.Value {
			return i.hasher(hmac.New(i.algorithm(call.Argument(0)), i.bytes("", call.Argument(1))))
		}
	case "hmac":
		return func(call sobek.FunctionCall) sobek.Value {
			h := hmac.New(i.algorithm(call.Argument(0)), i.bytes("", call.Argument(1)))
			h.Write(i.bytes("", call.Argument(2)))
			return i.encode(h.Sum(nil), call.Argument(3))
		}
	case "hexEncode":
		return func(call sobek.FunctionCall) sobek.Value {
			return i.rt.ToValue(hex.EncodeToString(i.bytes("", call.Argument(0))))
		}
	case "randomBytes":
		return i.randomBytes
	}
	return func(call sobek.FunctionCall) sobek.Value {
		h := algorithms[name]()
		h.Write(i.bytes(name+" failed: ", call.Argument(0)))
		return i.encode(h.Sum(nil), call.Argument(1))
	}
}

// algorithm is the hash a script names; it throws for any other name.
func (i *instance) algorithm(value sobek.Value) func() hash.Hash {
	name := ""
	if !vu.Nothing(value) {
		name = value.String()
	}
	a := algorithms[name]
	if a == nil {
		i.v.Throwf("invalid algorithm: %s", name)
	}
	return a
}

// bytes are a script's data; before is where they went wrong, for k6's sentence.
func (i *instance) bytes(before string, value sobek.Value) []byte {
	if value != nil && sobek.IsString(value) {
		return []byte(value.String())
	}
	if data, ok := vu.Bytes(value); ok {
		return data
	}
	kind := "<nil>"
	if !vu.Nothing(value) {
		kind = fmt.Sprintf("%T", value.Export())
	}
	i.v.Throwf("%sinvalid type %s, expected string, []byte or ArrayBuffer", before, kind)
	return nil
}

// hasher is an object with update and digest; digest may be asked several times.
func (i *instance) hasher(h hash.Hash) sobek.Value {
	obj := i.rt.NewObject()
	set := func(name string, f func(sobek.FunctionCall) sobek.Value) {
		_ = obj.Set(name, i.v.Native(f)) // a fresh object takes everything
	}
	set("digest", func(call sobek.FunctionCall) sobek.Value { return i.encode(h.Sum(nil), call.Argument(0)) })
	set("update", func(call sobek.FunctionCall) sobek.Value {
		h.Write(i.bytes("", call.Argument(0)))
		return sobek.Undefined()
	})
	return obj
}

func (i *instance) encode(sum []byte, encoding sobek.Value) sobek.Value {
	name := ""
	if !vu.Nothing(encoding) {
		name = encoding.String()
	}
	switch name {
	case "hex":
		return i.rt.ToValue(hex.EncodeToString(sum))
	case "base64":
		return i.rt.ToValue(base64.StdEncoding.EncodeToString(sum))
	case "base64url":
		return i.rt.ToValue(base64.URLEncoding.EncodeToString(sum))
	case "base64rawurl":
		return i.rt.ToValue(base64.RawURLEncoding.EncodeToString(sum))
	case "binary":
		return i.rt.ToValue(i.rt.NewArrayBuffer(sum))
	}
	i.v.Throwf("invalid output encoding: %s", name)
	return nil
}

// mostRandom bounds one call of randomBytes.
const mostRandom = 64 << 20

func (i *instance) randomBytes(call sobek.FunctionCall) sobek.Value {
	n := call.Argument(0).ToInteger()
	if n < 1 {
		i.v.Throwf("invalid size")
	}
	if n > mostRandom {
		i.v.Throwf("randomBytes gives at most %d bytes at once, not %d", mostRandom, n)
	}
	data := make([]byte, n)
	_, _ = rand.Read(data) // never fails: it ends the program instead
	return i.rt.ToValue(i.rt.NewArrayBuffer(data))
}
