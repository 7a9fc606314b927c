package webcrypto

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"math/big"

	"volley/internal/web"
)

// curves are those of ECDSA and ECDH, with the name of a signature by them in
// JWK. Keys of both are of crypto/ecdsa.
var curves = []struct {
	name, alg string
	elliptic.Curve
}{
	{"P-256", "ES256", elliptic.P256()},
	{"P-384", "ES384", elliptic.P384()},
	{"P-521", "ES512", elliptic.P521()},
}

// ecSchemes are ECDSA and ECDH (§23, §24).
func ecSchemes() []*scheme {
	signs := ecScheme("ECDSA", "sig", []string{"sign"}, []string{"verify"})
	signs.sign = func(p *params) func(k *key, data []byte) ([]byte, error) {
		h := p.needHash()
		return func(k *key, data []byte) ([]byte, error) {
			private := k.material.(*ecdsa.PrivateKey)
			r, s, err := ecdsa.Sign(rand.Reader, private, h.sum(data))
			if err != nil {
				return nil, err
			}
			size := (private.Params().BitSize + 7) / 8
			out := make([]byte, 2*size)
			r.FillBytes(out[:size])
			s.FillBytes(out[size:])
			return out, nil
		}
	}
	signs.verify = func(p *params) func(k *key, signature, data []byte) (bool, error) {
		h := p.needHash()
		return func(k *key, signature, data []byte) (bool, error) {
			public := k.ec()
			size := (public.Params().BitSize + 7) / 8
			if len(signature) != 2*size {
				return false, nil
			}
			r, s := new(big.Int).SetBytes(signature[:size]), new(big.Int).SetBytes(signature[size:])
			return ecdsa.Verify(public, h.sum(data), r, s), nil
		}
	}
	agrees := ecScheme("ECDH", "enc", []string{"deriveKey", "deriveBits"}, nil)
	agrees.derive = func(p *params) func(k *key, bits int) ([]byte, error) {
		peer := p.peer()
		return func(k *key, bits int) ([]byte, error) {
			mine, err := k.material.(*ecdsa.PrivateKey).ECDH()
			if err != nil {
				return nil, err
			}
			if err := peer.fits(k); err != nil {
				return nil, err
			}
			theirs, err := peer.material.(*ecdsa.PublicKey).ECDH()
			if err != nil {
				return nil, err
			}
			return agree(mine, theirs, bits)
		}
	}
	return []*scheme{signs, agrees}
}

// peer is the public key of the other side.
func (p *params) peer() *key {
	k, ok := web.As[*key](p.need("public"))
	if !ok {
		p.typeError("public is no CryptoKey")
	}
	return k
}

// fits checks that a public key is one for the other side of mine.
func (k *key) fits(mine *key) error {
	switch {
	case k.kind != "public":
		return invalidAccess("the key of the other side is %s, not public", k.kind)
	case k.scheme != mine.scheme:
		return invalidAccess("the key of the other side is for %s, not for %s", k.scheme.name, mine.scheme.name)
	case k.curve != mine.curve:
		return invalidAccess("the key of the other side is of %s, not of %s", k.curve, mine.curve)
	}
	return nil
}

// agree is the shared secret, or its first bits.
func agree(mine *ecdh.PrivateKey, theirs *ecdh.PublicKey, bits int) ([]byte, error) {
	secret, err := mine.ECDH(theirs)
	switch {
	case err != nil:
		return nil, err
	case bits < 0:
		return secret, nil
	case bits > 8*len(secret):
		return nil, failed("the secret has %d bits, not %d", 8*len(secret), bits)
	}
	return cut(secret, bits), nil
}

// ec is the public part of a key.
func (k *key) ec() *ecdsa.PublicKey {
	if private, ok := k.material.(*ecdsa.PrivateKey); ok {
		return &private.PublicKey
	}
	return k.material.(*ecdsa.PublicKey)
}

// needCurve is the member namedCurve; ok is false for a name that is unknown.
func (p *params) needCurve() (name string, curve elliptic.Curve) {
	name = p.r.Text(p.need("namedCurve"))
	for _, c := range curves {
		if c.name == name {
			return name, c.Curve
		}
	}
	p.throw(notSupported("there is no curve %q: there are P-256, P-384 and P-521", name))
	return "", nil
}

func ecScheme(name, use string, private, public []string) *scheme {
	return &scheme{
		name: name, private: private, public: public,
		generate: func(p *params) func() (made, error) {
			curve, math := p.needCurve()
			return func() (made, error) {
				private, err := ecdsa.GenerateKey(math, rand.Reader)
				if err != nil {
					return made{}, err
				}
				return made{details: details{curve: curve}, private: private, public: &private.PublicKey}, nil
			}
		},
		load: func(p *params) func(source) (loaded, error) {
			curve, math := p.needCurve()
			return func(from source) (loaded, error) {
				material, err := from.ec(curve, math, use)
				return loaded{details{curve: curve}, material}, err
			}
		},
		store: func(k *key, format string) ([]byte, error) {
			if format != "raw" {
				return storeDER(k, format)
			}
			if k.kind != "public" {
				return nil, invalidAccess("a %s key has no raw format", k.kind)
			}
			return k.ec().Bytes()
		},
		jwk: func(k *key, to *jwk) error {
			to.set("kty", "EC")
			to.set("crv", k.curve)
			point, err := k.ec().Bytes()
			if err != nil {
				return err
			}
			size := (len(point) - 1) / 2
			to.binary("x", point[1:1+size])
			to.binary("y", point[1+size:])
			if private, ok := k.material.(*ecdsa.PrivateKey); ok {
				d, err := private.Bytes()
				if err != nil {
					return err
				}
				to.binary("d", d)
			}
			return nil
		},
	}
}

// ec reads a key of any format.
func (s source) ec(name string, curve elliptic.Curve, use string) (any, error) {
	var material any
	var err error
	switch s.format {
	case "raw":
		material, err = ecdsa.ParseUncompressedPublicKey(curve, s.data)
	case "spki":
		material, err = x509.ParsePKIXPublicKey(s.data)
	case "pkcs8":
		material, err = x509.ParsePKCS8PrivateKey(s.data)
	case "jwk":
		return s.jwk.ec(name, curve, use)
	}
	if err != nil {
		return nil, badData("this is no %s key of %s: %v", s.format, name, err)
	}
	switch m := material.(type) {
	case *ecdsa.PublicKey:
		if m.Curve == curve {
			return m, nil
		}
	case *ecdsa.PrivateKey:
		if m.Curve == curve {
			return m, nil
		}
	}
	return nil, badData("this is no key of %s", name)
}

// ec reads RFC 7518 §6.2.
func (j *jwk) ec(name string, curve elliptic.Curve, use string) (any, error) {
	if err := j.is("EC", use); err != nil {
		return nil, err
	}
	if got := j.text("crv"); got != name {
		return nil, badData("the key is of %q, not of %s", got, name)
	}
	if use == "sig" {
		for _, c := range curves {
			if c.name == name && j.has("alg") && j.text("alg") != c.alg {
				return nil, badData("alg is %q, not %s", j.text("alg"), c.alg)
			}
		}
	}
	point := append(append([]byte{4}, j.bytes("x")...), j.bytes("y")...)
	if j.fault != nil {
		return nil, j.fault
	}
	public, err := ecdsa.ParseUncompressedPublicKey(curve, point)
	if err != nil {
		return nil, badData("this is no point of %s: %v", name, err)
	}
	if !j.has("d") {
		return public, nil
	}
	d := j.bytes("d")
	if j.fault != nil {
		return nil, j.fault
	}
	private, err := ecdsa.ParseRawPrivateKey(curve, d)
	if err != nil {
		return nil, badData("this is no private key of %s: %v", name, err)
	}
	if !private.PublicKey.Equal(public) {
		return nil, badData("the private and the public part do not belong together")
	}
	return private, nil
}
