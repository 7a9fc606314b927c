package wire

import (
	"strconv"
	"strings"
	"testing"
)

// FuzzAgreed: whatever a server answers, what is taken is within the offer, and
// says the same when it is said again.
func FuzzAgreed(f *testing.F) {
	for _, answer := range []string{
		"", "permessage-deflate", "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
		"permessage-deflate; server_max_window_bits=10; client_max_window_bits=12", `permessage-deflate; server_max_window_bits="8"`,
		`permessage-deflate, foo; a="b,c;\"d"`, "permessage-deflate;client_max_window_bits", " , ,permessage-deflate;;", "x-webkit-deflate-frame",
	} {
		f.Add(answer, byte(0))
		f.Add(answer, byte(0xd7))
	}
	f.Fuzz(func(t *testing.T, answer string, offer byte) {
		if _, deflate, err := (&Upgrade{}).agreed([]string{answer}); deflate || err == nil {
			t.Fatalf("%q is taken, though nothing was offered: %v", answer, err)
		}
		bits := []int{0, 8, 12, 15}
		asked := DeflateParams{
			ServerNoContext: offer&1 != 0, ClientNoContext: offer&2 != 0,
			ServerMaxWindowBits: bits[offer>>2&3], ClientMaxWindowBits: bits[offer>>4&3],
		}
		u := Upgrade{Deflate: &asked}
		p, deflate, err := u.agreed([]string{answer})
		if err != nil || !deflate {
			return
		}
		within := func(bits, most int) bool { return bits == 0 || bits >= 8 && bits <= 15 && (most == 0 || bits <= most) }
		if !within(p.ServerMaxWindowBits, asked.ServerMaxWindowBits) || !within(p.ClientMaxWindowBits, asked.ClientMaxWindowBits) ||
			asked.ClientMaxWindowBits == 0 && p.ClientMaxWindowBits != 0 || asked.ClientNoContext && !p.ClientNoContext {
			t.Fatalf("%q to %q is taken as %+v", answer, asked.offer(), p)
		}
		again := p.offer()
		if p.ClientMaxWindowBits == 15 { // in an answer it has its value
			again = strings.Replace(again, clientWindow, clientWindow+"="+strconv.Itoa(15), 1)
		}
		if same, _, err := u.agreed([]string{again}); err != nil || same != p {
			t.Fatalf("%q is %+v, %q is %+v, %v", answer, p, again, same, err)
		}
	})
}
