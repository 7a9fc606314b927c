package webcrypto

import (
	"crypto"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"hash"
)

// hashing is a hash by its names. Immutable.
type hashing struct {
	name  string
	short string // in names of JWK: RS256
	id    crypto.Hash
	make  func() hash.Hash
	block int // bytes
}

var hashes = []*hashing{
	{"SHA-1", "1", crypto.SHA1, sha1.New, sha1.BlockSize},
	{"SHA-256", "256", crypto.SHA256, sha256.New, sha256.BlockSize},
	{"SHA-384", "384", crypto.SHA384, sha512.New384, sha512.BlockSize},
	{"SHA-512", "512", crypto.SHA512, sha512.New, sha512.BlockSize},
}

func (h *hashing) sum(data []byte) []byte {
	d := h.make()
	d.Write(data)
	return d.Sum(nil)
}

// made is what came of making a key, or a pair of them.
type made struct {
	details
	secret, public, private any
}

// loaded is what came of reading a key.
type loaded struct {
	details
	material any
}

// scheme is an algorithm; a nil function is what it cannot do. Each function
// reads the script's parameters and returns one that needs no VU. Immutable.
type scheme struct {
	name string
	// secret, public and private are the usages its keys may have.
	secret, public, private []string
	// slow is set where the work with a private or secret key takes
	// milliseconds.
	slow bool
	// hidden is set where keys cannot be read back.
	hidden bool

	generate func(p *params) func() (made, error)
	load     func(p *params) func(source) (loaded, error)
	store    func(k *key, format string) ([]byte, error)
	jwk      func(k *key, to *jwk) error

	encrypt, decrypt, sign func(p *params) func(k *key, data []byte) ([]byte, error)
	verify                 func(p *params) func(k *key, signature, data []byte) (bool, error)
	wrap, unwrap           func(p *params) func(k *key, data []byte) ([]byte, error)
	// derive makes bits from a key; -1 are as many as there are.
	derive func(p *params) func(k *key, bits int) ([]byte, error)
	// keyLength is how many bits a key takes that is derived; -1 for any.
	keyLength func(p *params) int
}

// source is a key to be read.
type source struct {
	format string
	data   []byte
	jwk    *jwk // for that format
}

// kind is what a source holds for a scheme.
func (s source) kind(of *scheme) string {
	switch {
	case len(of.secret) > 0:
		return "secret"
	case s.format == "pkcs8", s.format == "jwk" && s.jwk.has("d"):
		return "private"
	}
	return "public"
}

// schemes are all algorithms.
var schemes []*scheme

func init() {
	schemes = append(schemes, aesSchemes()...)
	schemes = append(schemes, hmacScheme())
	schemes = append(schemes, rsaSchemes()...)
	schemes = append(schemes, ecSchemes()...)
	schemes = append(schemes, edSchemes()...)
	schemes = append(schemes, kdfSchemes()...)
}
