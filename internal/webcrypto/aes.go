package webcrypto

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/subtle"
	"encoding/binary"
	"fmt"
	"math/big"
	"slices"
)

// aesSchemes are AES-CTR, AES-CBC, AES-GCM and AES-KW (§27 to §30).
func aesSchemes() []*scheme {
	all := []string{"encrypt", "decrypt", "wrapKey", "unwrapKey"}
	return []*scheme{
		aesScheme("AES-CTR", "CTR", all, ctr, ctr),
		aesScheme("AES-CBC", "CBC", all, cbcEncrypt, cbcDecrypt),
		aesScheme("AES-GCM", "GCM", all, gcmEncrypt, gcmDecrypt),
		func() *scheme {
			s := aesScheme("AES-KW", "KW", all[2:], nil, nil)
			s.wrap, s.unwrap = kwWrap, kwUnwrap
			return s
		}(),
	}
}

type coder = func(p *params) func(k *key, data []byte) ([]byte, error)

func aesScheme(name, short string, uses []string, encrypt, decrypt coder) *scheme {
	length := func(p *params) int { return p.needInteger("length", 65535) }
	return &scheme{
		name: name, secret: uses, encrypt: encrypt, decrypt: decrypt, keyLength: length,
		generate: func(p *params) func() (made, error) {
			bits := length(p)
			return func() (made, error) {
				if !aesBits(bits) {
					return made{}, failed("a key of %s has 128, 192 or 256 bits, not %d", name, bits)
				}
				return made{details: details{bits: bits}, secret: random(bits / 8)}, nil
			}
		},
		load: func(*params) func(source) (loaded, error) {
			return func(from source) (loaded, error) {
				data, err := from.octets(name, "enc")
				if err != nil {
					return loaded{}, err
				}
				bits := 8 * len(data)
				if !aesBits(bits) {
					return loaded{}, badData("a key of %s has 128, 192 or 256 bits, not %d", name, bits)
				}
				if err := from.says(fmt.Sprintf("A%d%s", bits, short)); err != nil {
					return loaded{}, err
				}
				return loaded{details{bits: bits}, data}, nil
			}
		},
		store: storeOctets,
		jwk: func(k *key, to *jwk) error {
			to.octets(k)
			to.set("alg", fmt.Sprintf("A%d%s", k.bits, short))
			return nil
		},
	}
}

func aesBits(bits int) bool { return bits == 128 || bits == 192 || bits == 256 }

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // it never fails
	return b
}

// block is the cipher of a key, whose length has been checked.
func (k *key) block() cipher.Block {
	b, err := aes.NewCipher(k.material.([]byte))
	if err != nil {
		panic(err)
	}
	return b
}

// ctr is both ways of AES-CTR: only the last bits of the counter count, and it
// must not come round.
func ctr(p *params) func(k *key, data []byte) ([]byte, error) {
	counter, bits := p.needBytes("counter"), p.needInteger("length", 255)
	return func(k *key, data []byte) ([]byte, error) {
		if len(counter) != aes.BlockSize {
			return nil, failed("the counter of AES-CTR has 16 bytes, not %d", len(counter))
		}
		if bits == 0 || bits > 128 {
			return nil, failed("the length of a counter is from 1 to 128 bits, not %d", bits)
		}
		blocks := int64((len(data) + aes.BlockSize - 1) / aes.BlockSize)
		most := new(big.Int).Lsh(big.NewInt(1), uint(bits))
		if big.NewInt(blocks).Cmp(most) > 0 {
			return nil, failed("%d bits count too few blocks for %d bytes", bits, len(data))
		}
		out := make([]byte, len(data))
		mask := new(big.Int).Sub(most, big.NewInt(1))
		start := new(big.Int).SetBytes(counter)
		left := new(big.Int).Sub(most, new(big.Int).And(start, mask)) // blocks until it comes round
		first := len(data)
		if left.IsInt64() && left.Int64() < blocks {
			first = int(left.Int64()) * aes.BlockSize
		}
		cipher.NewCTR(k.block(), counter).XORKeyStream(out[:first], data[:first])
		if first < len(data) {
			round := make([]byte, aes.BlockSize)
			new(big.Int).AndNot(start, mask).FillBytes(round)
			cipher.NewCTR(k.block(), round).XORKeyStream(out[first:], data[first:])
		}
		return out, nil
	}
}

func cbcVector(p *params) func() ([]byte, error) {
	iv := p.needBytes("iv")
	return func() ([]byte, error) {
		if len(iv) != aes.BlockSize {
			return nil, failed("the iv of AES-CBC has 16 bytes, not %d", len(iv))
		}
		return iv, nil
	}
}

func cbcEncrypt(p *params) func(k *key, data []byte) ([]byte, error) {
	vector := cbcVector(p)
	return func(k *key, data []byte) ([]byte, error) {
		iv, err := vector()
		if err != nil {
			return nil, err
		}
		pad := aes.BlockSize - len(data)%aes.BlockSize
		out := append(slices.Clone(data), slices.Repeat([]byte{byte(pad)}, pad)...)
		cipher.NewCBCEncrypter(k.block(), iv).CryptBlocks(out, out)
		return out, nil
	}
}

func cbcDecrypt(p *params) func(k *key, data []byte) ([]byte, error) {
	vector := cbcVector(p)
	return func(k *key, data []byte) ([]byte, error) {
		iv, err := vector()
		if err != nil {
			return nil, err
		}
		if len(data) == 0 || len(data)%aes.BlockSize != 0 {
			return nil, failed("what AES-CBC decrypts has a multiple of 16 bytes, not %d", len(data))
		}
		out := make([]byte, len(data))
		cipher.NewCBCDecrypter(k.block(), iv).CryptBlocks(out, data)
		pad := int(out[len(out)-1])
		if pad == 0 || pad > aes.BlockSize {
			return nil, failed("this does not decrypt")
		}
		for _, b := range out[len(out)-pad:] {
			if int(b) != pad {
				return nil, failed("this does not decrypt")
			}
		}
		return out[:len(out)-pad], nil
	}
}

// gcmParams are what both ways of AES-GCM share.
type gcmParams struct {
	iv, extra []byte
	tag       int // bytes
}

func readGCM(p *params) gcmParams {
	return gcmParams{iv: p.needBytes("iv"), extra: p.mayBytes("additionalData"), tag: p.mayInteger("tagLength", 255, 128)}
}

func (g *gcmParams) open(k *key) (cipher.AEAD, error) {
	if !slices.Contains([]int{32, 64, 96, 104, 112, 120, 128}, g.tag) {
		return nil, failed("the tagLength of AES-GCM is 32, 64, 96, 104, 112, 120 or 128, not %d", g.tag)
	}
	if len(g.iv) == 0 {
		return nil, failed("the iv of AES-GCM is empty")
	}
	aead, err := cipher.NewGCMWithNonceSize(k.block(), len(g.iv))
	if err != nil {
		return nil, failed("the iv of AES-GCM: %v", err)
	}
	return aead, nil
}

func gcmEncrypt(p *params) func(k *key, data []byte) ([]byte, error) {
	g := readGCM(p)
	return func(k *key, data []byte) ([]byte, error) {
		aead, err := g.open(k)
		if err != nil {
			return nil, err
		}
		sealed := aead.Seal(nil, g.iv, data, g.extra)
		return sealed[:len(data)+g.tag/8], nil
	}
}

// gcmDecrypt knows short tags, which Go's opener does not: what it decrypts it
// seals again, and compares as much of the tag as there is. Sealing is a
// counter's stream, and so decrypts as well.
func gcmDecrypt(p *params) func(k *key, data []byte) ([]byte, error) {
	g := readGCM(p)
	return func(k *key, data []byte) ([]byte, error) {
		aead, err := g.open(k)
		if err != nil {
			return nil, err
		}
		size := len(data) - g.tag/8
		if size < 0 {
			return nil, failed("what AES-GCM decrypts is shorter than its tag")
		}
		plain := aead.Seal(nil, g.iv, data[:size], nil)[:size]
		sealed := aead.Seal(nil, g.iv, plain, g.extra)
		if subtle.ConstantTimeCompare(sealed[:len(data)], data) != 1 {
			return nil, failed("this does not decrypt")
		}
		return plain, nil
	}
}

// kwStart is the initial value of RFC 3394 §2.2.3.1.
const kwStart = 0xa6a6a6a6a6a6a6a6

func kwWrap(*params) func(k *key, data []byte) ([]byte, error) {
	return func(k *key, data []byte) ([]byte, error) {
		if len(data) < 16 || len(data)%8 != 0 {
			return nil, failed("AES-KW wraps 16 bytes or more, by eights, not %d", len(data))
		}
		b := k.block()
		out := append(binary.BigEndian.AppendUint64(nil, kwStart), data...)
		n := len(data) / 8
		var half [16]byte
		for j := range 6 {
			for i := 1; i <= n; i++ {
				copy(half[:8], out)
				copy(half[8:], out[8*i:])
				b.Encrypt(half[:], half[:])
				binary.BigEndian.PutUint64(out, binary.BigEndian.Uint64(half[:])^uint64(n*j+i))
				copy(out[8*i:], half[8:])
			}
		}
		return out, nil
	}
}

func kwUnwrap(*params) func(k *key, data []byte) ([]byte, error) {
	return func(k *key, data []byte) ([]byte, error) {
		if len(data) < 24 || len(data)%8 != 0 {
			return nil, failed("AES-KW unwraps 24 bytes or more, by eights, not %d", len(data))
		}
		b := k.block()
		out := slices.Clone(data)
		n := len(data)/8 - 1
		var half [16]byte
		for j := 5; j >= 0; j-- {
			for i := n; i >= 1; i-- {
				binary.BigEndian.PutUint64(half[:], binary.BigEndian.Uint64(out)^uint64(n*j+i))
				copy(half[8:], out[8*i:8*i+8])
				b.Decrypt(half[:], half[:])
				copy(out, half[:8])
				copy(out[8*i:], half[8:])
			}
		}
		if binary.BigEndian.Uint64(out) != kwStart {
			return nil, failed("this does not unwrap")
		}
		return out[8:], nil
	}
}
