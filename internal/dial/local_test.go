package dial

import (
	"math"
	"net"
	"net/netip"
	"strings"
	"testing"
)

func TestLocals(t *testing.T) {
	for _, test := range []struct {
		text  string
		len   uint64
		first string // addresses from the first on
	}{
		{"", 0, ""},
		{"10.0.0.1", 1, "10.0.0.1 10.0.0.1"},
		{"10.0.0.1, 10.0.0.9", 2, "10.0.0.1 10.0.0.9 10.0.0.1"},
		{"10.0.0.254-10.0.1.1", 4, "10.0.0.254 10.0.0.255 10.0.1.0 10.0.1.1 10.0.0.254"},
		{"10.0.0.5-10.0.0.5", 1, "10.0.0.5"},
		{"10.0.0.5/30", 2, "10.0.0.5 10.0.0.6 10.0.0.5"},
		{"10.0.0.4/31", 2, "10.0.0.4 10.0.0.5 10.0.0.4"},
		{"10.0.0.4/32", 1, "10.0.0.4 10.0.0.4"},
		{"10.0.0.0/8", 1<<24 - 2, "10.0.0.1 10.0.0.2"},
		{"10.0.0.7/30,10.0.9.9", 3, "10.0.0.5 10.0.0.6 10.0.9.9 10.0.0.5"},
		{"fd00::/126", 4, "fd00:: fd00::1 fd00::2 fd00::3 fd00::"},
		{"fd00::ffff:ffff:ffff:ffff-fd00:0:0:1::1", 3, "fd00::ffff:ffff:ffff:ffff fd00:0:0:1:: fd00:0:0:1::1"},
		{"fe80::1%lo-fe80::2%lo", 2, "fe80::1%lo fe80::2%lo"},
		{"fd00::/64", math.MaxUint64, "fd00:: fd00::1"},
		{"fd00::/8, 10.0.0.1", math.MaxUint64, "fd00:: fd00::1"},
		{"::-ffff::", math.MaxUint64, ":: ::1"},
	} {
		l, err := ParseLocals(test.text)
		if err != nil || l.Len() != test.len {
			t.Errorf("ParseLocals(%q) has %d addresses, %v, want %d", test.text, l.Len(), err, test.len)
			continue
		}
		for n, want := range strings.Fields(test.first) {
			if got := l.At(uint64(n)); got != netip.MustParseAddr(want) {
				t.Errorf("%q: address %d is %s, want %s", test.text, n, got, want)
			}
		}
	}
	for _, text := range []string{"x", "10.0.0.1-", "10.0.0.9-10.0.0.1", "10.0.0.1-::1", "10.0.0.0/33", "fe80::1%a-fe80::2%b", "10.0.0.1-10.0.0.2-10.0.0.3"} {
		if l, err := ParseLocals(text); err == nil || !strings.Contains(err.Error(), `"`+text+`" is`) {
			t.Errorf("ParseLocals(%q) = %v, %v", text, l, err)
		}
	}
}

func TestLocalsOf(t *testing.T) {
	l := locals(t, "10.0.0.1-10.0.0.3")
	for vu, want := range map[int64]string{0: "10.0.0.1", 1: "10.0.0.1", 2: "10.0.0.2", 3: "10.0.0.3", 4: "10.0.0.1", 300: "10.0.0.3"} {
		if got := l.Of(vu); got.String() != want {
			t.Errorf("VU %d has %s, want %s", vu, got, want)
		}
	}
	if got := (Locals{}).Of(1); got.IsValid() {
		t.Errorf("without addresses a VU has %s", got)
	}
}

// TestLocalOfOtherFamily: an IPv4 address connects to the IPv4 addresses of a
// host only, and says so if there are none.
func TestLocalOfOtherFamily(t *testing.T) {
	addr := serve(t, func(net.Conn) {})
	d := New(Config{Resolver: to("::1", "127.0.0.1"), DNS: DNS{Policy: PreferIPv6}})
	from := netip.MustParseAddr("127.0.0.3")
	conn, _, err := d.Dial(t.Context(), Target{Host: "made.up", Port: addr.Port(), Local: from})
	if err != nil {
		t.Fatal(err)
	}
	if got := conn.LocalAddr().String(); !strings.HasPrefix(got, "127.0.0.3:") {
		t.Errorf("connects from %s", got)
	}
	_ = conn.Close()
	_, _, err = d.Dial(t.Context(), Target{Host: "::1", Port: 80, Local: from})
	if Phase(err) != PhaseTCP || Code(err) != "unreachable" || !strings.HasPrefix(err.Error(), "dial tcp 127.0.0.3:0->[::1]:80: bind: ") {
		t.Errorf("an IPv4 address and an IPv6 host: %v", err)
	}
}
