package webcrypto

import "crypto/hmac"

// hmacScheme is HMAC (§31).
func hmacScheme() *scheme {
	const name = "HMAC"
	sign := func(*params) func(k *key, data []byte) ([]byte, error) {
		return func(k *key, data []byte) ([]byte, error) { return k.mac(data), nil }
	}
	return &scheme{
		name: name, secret: []string{"sign", "verify"}, sign: sign,
		verify: func(*params) func(k *key, signature, data []byte) (bool, error) {
			return func(k *key, signature, data []byte) (bool, error) { return hmac.Equal(k.mac(data), signature), nil }
		},
		keyLength: func(p *params) int {
			h := p.needHash()
			bits := p.mayInteger("length", 1<<32-1, 8*h.block)
			if bits == 0 {
				p.typeError("the length of a key of HMAC is not 0")
			}
			return bits
		},
		generate: func(p *params) func() (made, error) {
			h := p.needHash()
			bits := p.mayInteger("length", 1<<32-1, 8*h.block)
			return func() (made, error) {
				if bits == 0 || bits > mostHMAC {
					return made{}, failed("the length of a key of HMAC is from 1 to %d bits, not %d", mostHMAC, bits)
				}
				return made{details: details{hash: h, bits: bits}, secret: cut(random((bits+7)/8), bits)}, nil
			}
		},
		load: func(p *params) func(source) (loaded, error) {
			h := p.needHash()
			bits := p.mayInteger("length", 1<<32-1, -1)
			return func(from source) (loaded, error) {
				data, err := from.octets(name, "sig")
				if err == nil {
					err = from.says("HS" + h.short)
				}
				if err != nil {
					return loaded{}, err
				}
				all := 8 * len(data)
				if all == 0 {
					return loaded{}, badData("a key of HMAC is not empty")
				}
				if bits == -1 {
					bits = all
				}
				if bits > all || bits <= all-8 {
					return loaded{}, badData("a key of %d bits is none of %d", all, bits)
				}
				return loaded{details{hash: h, bits: bits}, cut(data, bits)}, nil
			}
		},
		store: storeOctets,
		jwk: func(k *key, to *jwk) error {
			to.octets(k)
			to.set("alg", "HS"+k.hash.short)
			return nil
		},
	}
}

// mostHMAC bounds what a script can ask for: a megabyte.
const mostHMAC = 8 << 20

func (k *key) mac(data []byte) []byte {
	m := hmac.New(k.hash.make, k.material.([]byte))
	m.Write(data)
	return m.Sum(nil)
}

// cut clears what is beyond a number of bits.
func cut(data []byte, bits int) []byte {
	data = data[:(bits+7)/8]
	if rest := bits % 8; rest > 0 {
		data[len(data)-1] &= 0xff << (8 - rest)
	}
	return data
}
