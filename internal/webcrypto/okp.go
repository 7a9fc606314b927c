package webcrypto

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
)

// edSchemes are Ed25519 and X25519 (§25, §26).
func edSchemes() []*scheme {
	ed := okpScheme("Ed25519", "sig", []string{"sign"}, []string{"verify"}, okp{
		make: func() (private, public any, err error) {
			p, k, err := ed25519.GenerateKey(rand.Reader)
			return k, p, err
		},
		public: func(b []byte) (any, error) {
			if len(b) != ed25519.PublicKeySize {
				return nil, badData("a public key of Ed25519 has 32 bytes, not %d", len(b))
			}
			return ed25519.PublicKey(b), nil
		},
		private: func(b []byte) (any, error) {
			if len(b) != ed25519.SeedSize {
				return nil, badData("a private key of Ed25519 has 32 bytes, not %d", len(b))
			}
			return ed25519.NewKeyFromSeed(b), nil
		},
		parts: func(material any) (public, private []byte) {
			switch m := material.(type) {
			case ed25519.PublicKey:
				return m, nil
			case ed25519.PrivateKey:
				return m[ed25519.SeedSize:], m.Seed()
			}
			return nil, nil
		},
	})
	ed.sign = func(*params) func(k *key, data []byte) ([]byte, error) {
		return func(k *key, data []byte) ([]byte, error) {
			return ed25519.Sign(k.material.(ed25519.PrivateKey), data), nil
		}
	}
	ed.verify = func(*params) func(k *key, signature, data []byte) (bool, error) {
		return func(k *key, signature, data []byte) (bool, error) {
			return ed25519.Verify(k.material.(ed25519.PublicKey), data, signature), nil
		}
	}
	x := okpScheme("X25519", "enc", []string{"deriveKey", "deriveBits"}, nil, okp{
		make: func() (private, public any, err error) {
			k, err := ecdh.X25519().GenerateKey(rand.Reader)
			if err != nil {
				return nil, nil, err
			}
			return k, k.PublicKey(), nil
		},
		public: func(b []byte) (any, error) {
			k, err := ecdh.X25519().NewPublicKey(b)
			if err != nil {
				return nil, badData("this is no public key of X25519: %v", err)
			}
			return k, nil
		},
		private: func(b []byte) (any, error) {
			k, err := ecdh.X25519().NewPrivateKey(b)
			if err != nil {
				return nil, badData("this is no private key of X25519: %v", err)
			}
			return k, nil
		},
		parts: func(material any) (public, private []byte) {
			switch m := material.(type) {
			case *ecdh.PublicKey:
				return m.Bytes(), nil
			case *ecdh.PrivateKey:
				return m.PublicKey().Bytes(), m.Bytes()
			}
			return nil, nil
		},
	})
	x.derive = func(p *params) func(k *key, bits int) ([]byte, error) {
		peer := p.peer()
		return func(k *key, bits int) ([]byte, error) {
			if err := peer.fits(k); err != nil {
				return nil, err
			}
			return agree(k.material.(*ecdh.PrivateKey), peer.material.(*ecdh.PublicKey), bits)
		}
	}
	return []*scheme{ed, x}
}

// okp is what the two do differently.
type okp struct {
	make            func() (private, public any, err error)
	public, private func([]byte) (any, error)
	parts           func(material any) (public, private []byte) // nil for a material of another algorithm
}

func okpScheme(name, use string, private, public []string, o okp) *scheme {
	return &scheme{
		name: name, private: private, public: public,
		generate: func(*params) func() (made, error) {
			return func() (made, error) {
				private, public, err := o.make()
				return made{private: private, public: public}, err
			}
		},
		load: func(*params) func(source) (loaded, error) {
			return func(from source) (loaded, error) {
				material, err := o.read(from, name, use)
				return loaded{material: material}, err
			}
		},
		store: func(k *key, format string) ([]byte, error) {
			if format != "raw" {
				return storeDER(k, format)
			}
			if k.kind != "public" {
				return nil, invalidAccess("a %s key has no raw format", k.kind)
			}
			bytes, _ := o.parts(k.material)
			return bytes, nil
		},
		jwk: func(k *key, to *jwk) error {
			to.set("kty", "OKP")
			to.set("crv", name)
			public, private := o.parts(k.material)
			to.binary("x", public)
			if private != nil {
				to.binary("d", private)
			}
			return nil
		},
	}
}

// read reads a key of any format.
func (o okp) read(from source, name, use string) (any, error) {
	var material any
	var err error
	switch from.format {
	case "raw":
		return o.public(from.data)
	case "spki":
		material, err = x509.ParsePKIXPublicKey(from.data)
	case "pkcs8":
		material, err = x509.ParsePKCS8PrivateKey(from.data)
	case "jwk":
		return o.readJWK(from.jwk, name, use)
	}
	if err != nil {
		return nil, badData("this is no %s key of %s: %v", from.format, name, err)
	}
	if public, _ := o.parts(material); public == nil {
		return nil, badData("this is no key of %s", name)
	}
	return material, nil
}

// readJWK reads RFC 8037 §2.
func (o okp) readJWK(j *jwk, name, use string) (any, error) {
	if err := j.is("OKP", use); err != nil {
		return nil, err
	}
	if got := j.text("crv"); got != name {
		return nil, badData("the key is of %q, not of %s", got, name)
	}
	if alg := j.text("alg"); use == "sig" && alg != "" && alg != name && alg != "EdDSA" {
		return nil, badData("alg is %q, not %s", alg, name)
	}
	x := j.bytes("x")
	if j.fault != nil {
		return nil, j.fault
	}
	public, err := o.public(x)
	if err != nil || !j.has("d") {
		return public, err
	}
	d := j.bytes("d")
	if j.fault != nil {
		return nil, j.fault
	}
	private, err := o.private(d)
	if err != nil {
		return nil, err
	}
	if bytes, _ := o.parts(private); string(bytes) != string(x) {
		return nil, badData("the private and the public part do not belong together")
	}
	return private, nil
}
