package wire

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"

	"volley/internal/wstest"
)

// inflater is zlib with a window of so many bits: it reads compressed messages
// in hexadecimal, a line each, and writes them as they were.
const inflater = `
import sys, zlib
d = zlib.decompressobj(wbits=-int(sys.argv[1]))
for line in sys.stdin:
    if sys.argv[2] == "alone":
        d = zlib.decompressobj(wbits=-int(sys.argv[1]))
    print(d.decompress(bytes.fromhex(line) + b"\0\0\xff\xff").hex())
`

// TestWindow: what is sent for a small window is understood by an inflater that
// has no more.
func TestWindow(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		wstest.Lacks(t, "python", err) // its zlib takes the size of a window
	}
	for bits := 8; bits <= 15; bits++ {
		for _, alone := range []bool{false, true} {
			t.Run(fmt.Sprintf("%d bits, alone %v", bits, alone), func(t *testing.T) {
				d := NewDeflater(DeflateParams{ClientMaxWindowBits: bits, ClientNoContext: alone})
				var in, want strings.Builder
				for range 4 {
					for _, message := range samples() {
						if b, compressed := d.Append(nil, []byte(message)); compressed {
							fmt.Fprintln(&in, hex.EncodeToString(b))
							fmt.Fprintln(&want, hex.EncodeToString([]byte(message)))
						}
					}
				}
				run := exec.Command(python, "-c", inflater, fmt.Sprint(bits), map[bool]string{true: "alone"}[alone])
				run.Stdin = strings.NewReader(in.String())
				out, err := run.Output()
				if err != nil || string(out) != want.String() {
					t.Errorf("zlib: %v, %d bytes, want %d", err, len(out), want.Len())
				}
			})
		}
	}
}

// FuzzDeflate: any messages under any agreement are understood by the standard
// library, which is told no more of what went before than the window holds.
func FuzzDeflate(f *testing.F) {
	f.Add([]byte(strings.Join(samples()[8:14], "")), uint16(83), byte(15))
	f.Add([]byte(strings.Repeat("abc", 200)), uint16(300), byte(8))
	f.Add([]byte(strings.Repeat("\x00\xff\x80", 100)), uint16(7), byte(0x4c))
	f.Fuzz(func(t *testing.T, data []byte, size uint16, how byte) {
		p := DeflateParams{ClientMaxWindowBits: 8 + int(how&7), ClientNoContext: how&0x40 != 0}
		d := NewDeflater(p)
		var before []byte
		for rest := data; len(rest) > 0; {
			message := rest[:min(len(rest), max(1+int(size), len(data)/32))] // not too many
			rest = rest[len(message):]
			b, compressed := d.Append([]byte{'x'}, message)
			if b = b[1:]; !compressed {
				if !bytes.Equal(b, message) {
					t.Fatalf("%x leaves as %x", message, b)
				}
				continue
			}
			got, err := io.ReadAll(reader(b, before))
			if err != nil || !bytes.Equal(got, message) {
				t.Fatalf("%+v: %x comes back as %x, %v", p, message, got, err)
			}
			if !p.ClientNoContext {
				before = append(before, message...)
				before = before[max(0, len(before)-window(p.ClientMaxWindowBits)):]
			}
		}
	})
}
