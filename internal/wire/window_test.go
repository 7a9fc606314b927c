package wire

import (
	"encoding/hex"
	"fmt"
	"os/exec"
	"strings"
	"testing"
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
		t.Skip("zlib with a window of a given size comes with python3, which is not here")
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
