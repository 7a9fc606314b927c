package webcrypto

import (
	"crypto/hkdf"
	"crypto/pbkdf2"
)

// kdfSchemes are HKDF and PBKDF2 (§32, §33): their keys are what others are
// made of.
func kdfSchemes() []*scheme {
	return []*scheme{
		kdfScheme("HKDF", func(p *params) func(k *key, bytes int) ([]byte, error) {
			h, salt, info := p.needHash(), p.needBytes("salt"), p.needBytes("info")
			return func(k *key, bytes int) ([]byte, error) {
				if bytes > 255*h.id.Size() {
					return nil, failed("HKDF with %s gives %d bytes at most, not %d", h.name, 255*h.id.Size(), bytes)
				}
				return hkdf.Key(h.make, k.material.([]byte), salt, string(info), bytes)
			}
		}),
		kdfScheme("PBKDF2", func(p *params) func(k *key, bytes int) ([]byte, error) {
			h, salt, rounds := p.needHash(), p.needBytes("salt"), p.needInteger("iterations", 1<<32-1)
			return func(k *key, bytes int) ([]byte, error) {
				if rounds == 0 {
					return nil, failed("PBKDF2 needs one iteration at least")
				}
				return pbkdf2.Key(h.make, string(k.material.([]byte)), salt, rounds, bytes)
			}
		}),
	}
}

// mostDerived bounds what a script can ask for: a megabyte.
const mostDerived = 8 << 20

func kdfScheme(name string, derive func(p *params) func(k *key, bytes int) ([]byte, error)) *scheme {
	return &scheme{
		name: name, secret: []string{"deriveKey", "deriveBits"}, slow: true, hidden: true,
		keyLength: func(*params) int { return -1 },
		load: func(*params) func(source) (loaded, error) {
			return func(from source) (loaded, error) {
				if from.format != "raw" {
					return loaded{}, notSupported("%s reads raw keys, not %s", name, from.format)
				}
				return loaded{material: from.data}, nil
			}
		},
		derive: func(p *params) func(k *key, bits int) ([]byte, error) {
			bytes := derive(p)
			return func(k *key, bits int) ([]byte, error) {
				switch {
				case bits < 0 || bits%8 != 0:
					return nil, failed("%s gives whole bytes: the length is a multiple of 8", name)
				case bits > mostDerived:
					return nil, failed("%s gives %d bits at most, not %d", name, mostDerived, bits)
				case bits == 0:
					return []byte{}, nil
				}
				return bytes(k, bits/8)
			}
		},
	}
}
