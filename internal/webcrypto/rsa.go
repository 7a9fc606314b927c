package webcrypto

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"math/big"
)

// rsaSchemes are RSASSA-PKCS1-v1_5, RSA-PSS and RSA-OAEP (§20 to §22).
func rsaSchemes() []*scheme {
	signs, verifies := []string{"sign"}, []string{"verify"}
	v15 := rsaScheme("RSASSA-PKCS1-v1_5", "RS", "sig", signs, verifies)
	v15.sign = func(*params) func(k *key, data []byte) ([]byte, error) {
		return func(k *key, data []byte) ([]byte, error) {
			return rsa.SignPKCS1v15(nil, k.material.(*rsa.PrivateKey), k.hash.id, k.hash.sum(data))
		}
	}
	v15.verify = func(*params) func(k *key, signature, data []byte) (bool, error) {
		return func(k *key, signature, data []byte) (bool, error) {
			return rsa.VerifyPKCS1v15(k.rsa(), k.hash.id, k.hash.sum(data), signature) == nil, nil
		}
	}
	pss := rsaScheme("RSA-PSS", "PS", "sig", signs, verifies)
	pss.sign = func(p *params) func(k *key, data []byte) ([]byte, error) {
		salt := p.needInteger("saltLength", 1<<32-1)
		return func(k *key, data []byte) ([]byte, error) {
			if salt == 0 {
				return nil, noSalt()
			}
			return rsa.SignPSS(rand.Reader, k.material.(*rsa.PrivateKey), k.hash.id, k.hash.sum(data), &rsa.PSSOptions{SaltLength: salt})
		}
	}
	pss.verify = func(p *params) func(k *key, signature, data []byte) (bool, error) {
		salt := p.needInteger("saltLength", 1<<32-1)
		return func(k *key, signature, data []byte) (bool, error) {
			if salt == 0 {
				return false, noSalt()
			}
			return rsa.VerifyPSS(k.rsa(), k.hash.id, k.hash.sum(data), signature, &rsa.PSSOptions{SaltLength: salt}) == nil, nil
		}
	}
	oaep := rsaScheme("RSA-OAEP", "RSA-OAEP", "enc", []string{"decrypt", "unwrapKey"}, []string{"encrypt", "wrapKey"})
	oaep.encrypt = func(p *params) func(k *key, data []byte) ([]byte, error) {
		label := p.mayBytes("label")
		return func(k *key, data []byte) ([]byte, error) {
			return rsa.EncryptOAEP(k.hash.make(), rand.Reader, k.rsa(), data, label)
		}
	}
	oaep.decrypt = func(p *params) func(k *key, data []byte) ([]byte, error) {
		label := p.mayBytes("label")
		return func(k *key, data []byte) ([]byte, error) {
			return rsa.DecryptOAEP(k.hash.make(), nil, k.material.(*rsa.PrivateKey), data, label)
		}
	}
	return []*scheme{v15, pss, oaep}
}

func noSalt() error {
	return notSupported("RSA-PSS with saltLength 0 is not there; 32 is usual")
}

func rsaScheme(name, short, use string, private, public []string) *scheme {
	alg := func(h *hashing) string {
		switch {
		case short != "RSA-OAEP":
			return short + h.short
		case h.short == "1":
			return short
		}
		return short + "-" + h.short
	}
	return &scheme{
		name: name, private: private, public: public, slow: true,
		generate: func(p *params) func() (made, error) {
			bits, exponent, h := p.needInteger("modulusLength", 1<<32-1), new(big.Int).SetBytes(p.needBytes("publicExponent")), p.needHash()
			return func() (made, error) {
				if !exponent.IsInt64() || exponent.Int64() != 65537 {
					return made{}, notSupported("keys of RSA have the public exponent 65537 here, not %s", exponent)
				}
				if bits > mostRSA {
					return made{}, failed("a key of RSA has %d bits at most, not %d", mostRSA, bits)
				}
				private, err := rsa.GenerateKey(rand.Reader, bits)
				if err != nil {
					return made{}, err
				}
				return made{details: details{hash: h}, private: private, public: &private.PublicKey}, nil
			}
		},
		load: func(p *params) func(source) (loaded, error) {
			h := p.needHash()
			return func(from source) (loaded, error) {
				material, err := from.rsa(use)
				if err == nil {
					err = from.says(alg(h))
				}
				return loaded{details{hash: h}, material}, err
			}
		},
		store: storeDER,
		jwk: func(k *key, to *jwk) error {
			to.set("kty", "RSA")
			to.set("alg", alg(k.hash))
			public := k.rsa()
			to.number("n", public.N)
			to.number("e", big.NewInt(int64(public.E)))
			if private, ok := k.material.(*rsa.PrivateKey); ok {
				if len(private.Primes) != 2 {
					return notSupported("a key of RSA with %d primes has no JWK here", len(private.Primes))
				}
				private.Precompute()
				to.number("d", private.D)
				to.number("p", private.Primes[0])
				to.number("q", private.Primes[1])
				to.number("dp", private.Precomputed.Dp)
				to.number("dq", private.Precomputed.Dq)
				to.number("qi", private.Precomputed.Qinv)
			}
			return nil
		},
	}
}

// mostRSA bounds what making a key may cost: seconds.
const mostRSA = 8192

// rsa reads a key of any format.
func (s source) rsa(use string) (any, error) {
	var material any
	var err error
	switch s.format {
	case "spki":
		material, err = x509.ParsePKIXPublicKey(s.data)
	case "pkcs8":
		material, err = x509.ParsePKCS8PrivateKey(s.data)
	case "jwk":
		return s.jwk.rsa(use)
	default:
		return nil, notSupported("keys of RSA are read as spki, pkcs8 or jwk, not %s", s.format)
	}
	if err != nil {
		return nil, badData("this is no %s: %v", s.format, err)
	}
	switch material.(type) {
	case *rsa.PublicKey, *rsa.PrivateKey:
		return material, nil
	}
	return nil, badData("this is no key of RSA")
}

// rsa reads RFC 7518 §6.3.
func (j *jwk) rsa(use string) (any, error) {
	if err := j.is("RSA", use); err != nil {
		return nil, err
	}
	if j.has("oth") {
		return nil, notSupported("keys of RSA have two primes here")
	}
	n, e := j.integer("n"), j.integer("e")
	if j.fault == nil && (!e.IsInt64() || e.Int64() > 1<<31-1 || e.Int64() < 2) {
		return nil, badData("%s is no public exponent", e)
	}
	if j.fault != nil {
		return nil, j.fault
	}
	public := rsa.PublicKey{N: n, E: int(e.Int64())}
	if !j.has("d") {
		return &public, nil
	}
	private := &rsa.PrivateKey{PublicKey: public, D: j.integer("d"), Primes: []*big.Int{j.integer("p"), j.integer("q")}}
	for _, name := range []string{"dp", "dq", "qi"} {
		j.integer(name)
	}
	if j.fault != nil {
		return nil, j.fault
	}
	if err := private.Validate(); err != nil {
		return nil, badData("this is no key of RSA: %v", err)
	}
	private.Precompute()
	return private, nil
}

// storeDER is spki and pkcs8, of every kind of key pair.
func storeDER(k *key, format string) ([]byte, error) {
	switch {
	case format == "spki" && k.kind == "public":
		return x509.MarshalPKIXPublicKey(k.material)
	case format == "pkcs8" && k.kind == "private":
		return x509.MarshalPKCS8PrivateKey(k.material)
	case format == "spki" || format == "pkcs8":
		return nil, invalidAccess("a %s key has no %s", k.kind, format)
	}
	return nil, notSupported("a key of %s has no format %s", k.scheme.name, format)
}
