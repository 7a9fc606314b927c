package webcrypto

import (
	"encoding/base64"
	"math/big"
	"slices"
	"strings"

	"github.com/grafana/sobek"

	"volley/internal/web"
)

// jwk is a JSON Web Key (RFC 7517): the members of a script's object, or those
// an object is made of. The first fault is kept.
type jwk struct {
	members map[string]string
	ops     []string
	hasOps  bool
	ext     *bool
	names   []string // in order, of one that is made
	fault   error
}

// words are the members that are text.
var words = []string{"kty", "use", "alg", "k", "n", "e", "d", "p", "q", "dp", "dq", "qi", "crv", "x", "y"}

// jwk reads the dictionary JsonWebKey.
func (c *call) jwk(value sobek.Value) *jwk {
	obj, ok := value.(*sobek.Object)
	if !ok {
		c.typeError("a key of the format jwk is an object")
	}
	j := &jwk{members: map[string]string{}}
	for _, name := range words {
		if value := obj.Get(name); value != nil && !sobek.IsUndefined(value) {
			j.members[name] = c.r.Text(value)
		}
	}
	if value := obj.Get("oth"); value != nil && !sobek.IsUndefined(value) {
		j.members["oth"] = ""
	}
	if value := obj.Get("ext"); value != nil && !sobek.IsUndefined(value) {
		ext := value.ToBoolean()
		j.ext = &ext
	}
	if value := obj.Get("key_ops"); value != nil && !sobek.IsUndefined(value) {
		j.hasOps = true
		for _, item := range c.r.Sequence(value, "execute '"+c.where+"' on 'SubtleCrypto'") {
			j.ops = append(j.ops, c.r.Text(item))
		}
	}
	return j
}

// permits checks what a key says of its own use.
func (j *jwk) permits(extractable bool, uses []string) error {
	if j.ext != nil && !*j.ext && extractable {
		return badData("the key says that it is not extractable")
	}
	if !j.hasOps {
		return nil
	}
	for n, op := range j.ops {
		if slices.Contains(j.ops[:n], op) {
			return badData("key_ops has %q twice", op)
		}
	}
	for _, usage := range uses {
		if !slices.Contains(j.ops, usage) {
			return badData("the key says that it is for %s, not for %s", strings.Join(j.ops, ", "), usage)
		}
	}
	return nil
}

// is checks the type of a key and its use, "" for none.
func (j *jwk) is(kind, use string) error {
	if got := j.text("kty"); got != kind {
		return badData("kty is %q, not %s", got, kind)
	}
	if got := j.text("use"); j.has("use") && got != use {
		return badData("use is %q, not %s", got, use)
	}
	return nil
}

func (j *jwk) has(name string) bool {
	_, has := j.members[name]
	return has
}

func (j *jwk) text(name string) string { return j.members[name] }

// bytes are a member in base64url; it must be there.
func (j *jwk) bytes(name string) []byte {
	data, err := base64.RawURLEncoding.Strict().DecodeString(j.members[name])
	if (err != nil || !j.has(name)) && j.fault == nil {
		j.fault = badData("the member %s is missing, or no base64url", name)
	}
	return data
}

func (j *jwk) integer(name string) *big.Int { return new(big.Int).SetBytes(j.bytes(name)) }

func (j *jwk) set(name, value string) {
	if j.members == nil {
		j.members = map[string]string{}
	}
	j.members[name], j.names = value, append(j.names, name)
}

func (j *jwk) binary(name string, data []byte) {
	j.set(name, base64.RawURLEncoding.EncodeToString(data))
}

func (j *jwk) number(name string, n *big.Int) { j.binary(name, n.Bytes()) }

// octets is the key itself.
func (j *jwk) octets(k *key) {
	j.set("kty", "oct")
	j.binary("k", k.material.([]byte))
}

// object is a key as the script sees it.
func (j *jwk) object(r *web.Realm, k *key) *sobek.Object {
	obj := r.Runtime().NewObject()
	set := func(name string, value any) { _ = obj.Set(name, value) } // a fresh object takes everything
	for _, name := range j.names {
		set(name, j.members[name])
	}
	set("key_ops", texts(r, k.uses))
	set("ext", k.extractable)
	return obj
}

// octets are a secret key's bytes.
func (s source) octets(name, use string) ([]byte, error) {
	switch s.format {
	case "raw":
		return s.data, nil
	case "jwk":
		if err := s.jwk.is("oct", use); err != nil {
			return nil, err
		}
		data := s.jwk.bytes("k")
		return data, s.jwk.fault
	}
	return nil, notSupported("keys of %s are read raw or as jwk, not %s", name, s.format)
}

// says checks what a JWK says of its algorithm.
func (s source) says(alg string) error {
	if s.format == "jwk" && s.jwk.has("alg") && s.jwk.text("alg") != alg {
		return badData("alg is %q, not %s", s.jwk.text("alg"), alg)
	}
	return nil
}

// storeOctets is a secret key's raw format.
func storeOctets(k *key, format string) ([]byte, error) {
	if format != "raw" {
		return nil, notSupported("a key of %s has no format %s", k.scheme.name, format)
	}
	return slices.Clone(k.material.([]byte)), nil
}
