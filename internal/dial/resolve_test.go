package dial

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func addresses(list []netip.AddrPort) string {
	var words []string
	for _, a := range list {
		words = append(words, a.String())
	}
	return strings.Join(words, " ")
}

func TestLookup(t *testing.T) {
	hosts, err := ParseHosts(map[string]string{
		"a.example": "10.0.0.1", "a.example:81": "10.0.0.2:8081", "*.b.example": "[::1]:90", "*.c.b.example": "::2", "*.p.example:443": "10.0.0.3",
	})
	if err != nil {
		t.Fatal(err)
	}
	block, err := ParsePatterns([]string{"no.example", "*.No.example", "*.very.no.example"})
	if err != nil {
		t.Fatal(err)
	}
	blacklist, err := ParseBlacklist([]string{"10.9.0.0/16", "10.8.0.1", "fd00::/8"})
	if err != nil {
		t.Fatal(err)
	}
	d := New(Config{Hosts: hosts, Block: block, Blacklist: blacklist})
	for _, test := range []struct {
		host string
		port uint16
		want string
		err  string
	}{
		{"1.2.3.4", 80, "1.2.3.4:80", ""},
		{"::ffff:1.2.3.4", 80, "1.2.3.4:80", ""},
		{"fe80::1%lo", 80, "[fe80::1%lo]:80", ""},
		{"A.example", 80, "10.0.0.1:80", ""},
		{"a.example", 81, "10.0.0.2:8081", ""},
		{"x.b.example", 80, "[::1]:90", ""},
		{"x.c.b.example", 80, "[::2]:80", ""},
		{"b.example", 80, "miss", ""},
		{"x.p.example", 443, "10.0.0.3:443", ""},
		{"x.p.example", 80, "miss", ""},
		{"other", 80, "miss", ""},
		{"no.example", 80, "", "hostname (no.example) is in a blocked pattern (no.example)"},
		{"x.no.example", 80, "", "hostname (x.no.example) is in a blocked pattern (*.no.example)"},
		{"x.very.no.example", 80, "", "hostname (x.very.no.example) is in a blocked pattern (*.very.no.example)"},
		{"10.9.1.1", 80, "", "IP (10.9.1.1) is in a blacklisted range (10.9.0.0/16)"},
		{"10.8.0.1", 80, "", "IP (10.8.0.1) is in a blacklisted range (10.8.0.1/32)"},
		{"fd00::1%lo", 80, "", "IP (fd00::1%lo) is in a blacklisted range (fd00::/8)"},
	} {
		addrs, ok, err := d.Lookup(test.host, test.port)
		got := addresses(addrs)
		if !ok {
			got = "miss"
		}
		text := ""
		if err != nil {
			text = err.Error()
		}
		if got != test.want || text != test.err {
			t.Errorf("Lookup(%s, %d) = %q, %q, want %q, %q", test.host, test.port, got, text, test.want, test.err)
		}
	}
}

func TestPolicy(t *testing.T) {
	found := []string{"10.0.0.1", "fd00::1", "::ffff:10.0.0.2", "fd00::2"}
	for _, test := range []struct{ policy, want string }{
		{"", "10.0.0.1 10.0.0.2 fd00::1 fd00::2"},
		{"preferIPv4", "10.0.0.1 10.0.0.2 fd00::1 fd00::2"},
		{"preferIPv6", "fd00::1 fd00::2 10.0.0.1 10.0.0.2"},
		{"onlyIPv4", "10.0.0.1 10.0.0.2"},
		{"onlyIPv6", "fd00::1 fd00::2"},
		{"any", "10.0.0.1 fd00::1 10.0.0.2 fd00::2"},
	} {
		policy, err := ParsePolicy(test.policy)
		if err != nil {
			t.Fatal(err)
		}
		d := New(Config{DNS: DNS{Policy: policy, Select: SelectFirst}, Resolver: to(found...)})
		addrs, err := d.Resolve(t.Context(), "made.up", 80)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range addrs {
			got = append(got, a.Addr().String())
		}
		if diff := cmp.Diff(strings.Fields(test.want), got); diff != "" {
			t.Errorf("%q: %s", test.policy, diff)
		}
	}
	d := New(Config{DNS: DNS{Policy: OnlyIPv6}, Resolver: to("10.0.0.1")})
	if _, err := d.Resolve(t.Context(), "made.up", 80); Code(err) != "no-such-host" {
		t.Errorf("onlyIPv6 without one: %v", err)
	}
}

func TestSelect(t *testing.T) {
	found := []string{"10.0.0.1", "10.0.0.2", "10.0.0.3"}
	firsts := func(word string) string {
		sel, err := ParseSelect(word)
		if err != nil {
			t.Fatal(err)
		}
		d := New(Config{DNS: DNS{Select: sel}, Resolver: to(found...)})
		var list []string
		for range 60 {
			addrs, err := d.Resolve(t.Context(), "made.up", 80)
			if err != nil || len(addrs) != 3 {
				t.Fatal(addrs, err)
			}
			list = append(list, addrs[0].Addr().String()[7:])
		}
		return strings.Join(list, "")
	}
	if got, want := firsts("first"), strings.Repeat("1", 60); got != want {
		t.Errorf("first: %s", got)
	}
	if got, want := firsts("roundRobin"), strings.Repeat("123", 20); got != want {
		t.Errorf("roundRobin: %s", got)
	}
	// A fair choice misses one of three in 60 with a chance of 10⁻¹⁰.
	if got := firsts("random"); !strings.Contains(got, "1") || !strings.Contains(got, "2") || !strings.Contains(got, "3") {
		t.Errorf("random: %s", got)
	}
}

func TestBlacklistLeavesOthers(t *testing.T) {
	d := New(Config{
		Resolver: to("10.0.0.1", "10.0.0.2"), DNS: DNS{Select: SelectFirst},
		Blacklist: []netip.Prefix{netip.MustParsePrefix("10.0.0.1/32")},
	})
	addrs, err := d.Resolve(t.Context(), "made.up", 80)
	if got := addresses(addrs); got != "10.0.0.2:80" || err != nil {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestCache(t *testing.T) {
	for _, test := range []struct {
		ttl  string
		age  time.Duration
		asks int32
	}{
		{"", 4 * time.Minute, 1}, {"", 6 * time.Minute, 2}, {"0", 0, 2}, {"1000", 500 * time.Millisecond, 1},
		{"1000", 1500 * time.Millisecond, 2}, {"2s", time.Second, 1}, {"inf", 24 * 365 * time.Hour, 1},
	} {
		t.Run(test.ttl+" after "+test.age.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ttl, err := ParseTTL(test.ttl)
				if err != nil {
					t.Fatal(err)
				}
				var asks atomic.Int32
				d := New(Config{DNS: DNS{TTL: ttl}, Resolver: func(context.Context, string) ([]netip.Addr, error) {
					asks.Add(1)
					return []netip.Addr{netip.MustParseAddr("10.0.0.1")}, nil
				}})
				if _, ok, _ := d.Lookup("made.up", 80); ok {
					t.Error("an empty cache answers")
				}
				for i := range 2 {
					if _, err := d.Resolve(t.Context(), "Made.up", 80); err != nil {
						t.Fatal(err)
					}
					if i == 0 {
						time.Sleep(test.age) // made-up time
					}
				}
				if asks.Load() != test.asks {
					t.Errorf("asked %d times, want %d", asks.Load(), test.asks)
				}
				if _, ok, _ := d.Lookup("made.up", 80); ok != (ttl > 0) {
					t.Errorf("Lookup from the cache: %v", ok)
				}
			})
		})
	}
}

// TestOneQuestion: those who ask together share an answer; if the one who asks
// leaves, another asks.
func TestOneQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asks atomic.Int32
		d := New(Config{Resolver: func(ctx context.Context, _ string) ([]netip.Addr, error) {
			asks.Add(1)
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(time.Second):
				return []netip.Addr{netip.MustParseAddr("10.0.0.1")}, nil
			}
		}})
		short, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		defer cancel()
		results := make(chan error, 10)
		go func() { _, err := d.Resolve(short, "made.up", 80); results <- err }()
		synctest.Wait()
		for range 9 {
			go func() { _, err := d.Resolve(t.Context(), "made.up", 80); results <- err }()
		}
		if err := <-results; err == nil || err.Error() != "lookup made.up: i/o timeout" || Code(err) != "timeout" {
			t.Errorf("the one with little time got %v", err)
		}
		for range 9 {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
		if asks.Load() != 2 {
			t.Errorf("asked %d times, want 2", asks.Load())
		}
	})
}

func TestFailuresAreNotKept(t *testing.T) {
	fail := true
	d := New(Config{Resolver: func(context.Context, string) ([]netip.Addr, error) {
		if fail {
			return nil, &net.DNSError{Err: "server misbehaving", Name: "made.up", IsTemporary: true}
		}
		return nil, nil
	}})
	if _, err := d.Resolve(t.Context(), "made.up", 80); Code(err) != "no-answer" {
		t.Error(err)
	}
	fail = false
	if _, err := d.Resolve(t.Context(), "made.up", 80); Code(err) != "no-such-host" {
		t.Error(err)
	}
}

func TestResolveCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	d := New(Config{Resolver: func(ctx context.Context, _ string) ([]netip.Addr, error) { return nil, ctx.Err() }})
	if _, err := d.Resolve(ctx, "made.up", 80); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestParseFaults(t *testing.T) {
	for name, parse := range map[string]func() error{
		"select":      func() error { _, err := ParseSelect("last"); return err },
		"policy":      func() error { _, err := ParsePolicy("ipv4"); return err },
		"ttl":         func() error { _, err := ParseTTL("soon"); return err },
		"ttl below 0": func() error { _, err := ParseTTL("-1"); return err },
		"hosts":       func() error { _, err := ParseHosts(map[string]string{"a": "b"}); return err },
		"hosts *":     func() error { _, err := ParseHosts(map[string]string{"a.*": "::1"}); return err },
		"pattern":     func() error { _, err := ParsePatterns([]string{"a*b"}); return err },
		"no pattern":  func() error { _, err := ParsePatterns([]string{" "}); return err },
		"range":       func() error { _, err := ParseBlacklist([]string{"10.0.0.0/40"}); return err },
	} {
		if parse() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// FuzzPatterns: a pattern without asterisk blocks itself only, one with an
// asterisk what ends like it.
func FuzzPatterns(f *testing.F) {
	f.Add("*.example.com", "www.example.com")
	f.Add("example.com", "example.com")
	f.Add("*", "x")
	f.Fuzz(func(t *testing.T, pattern, host string) {
		p, err := ParsePatterns([]string{pattern})
		if err != nil {
			return
		}
		got, blocked := p.Match(host)
		if blocked && !slices.Contains([]string{got}, strings.ToLower(strings.TrimSpace(pattern))) {
			t.Errorf("blocked by %q, which is not %q", got, pattern)
		}
		if blocked != (got != "") {
			t.Errorf("Match(%q) = %q, %v", host, got, blocked)
		}
	})
}

func BenchmarkLookup(b *testing.B) {
	d := New(Config{Resolver: to("10.0.0.1")})
	if _, err := d.Resolve(b.Context(), "made.up", 80); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, ok, _ := d.Lookup("made.up", 80); !ok {
			b.Fatal("not in the cache")
		}
	}
}
