package loop

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// secured is a TLS server whose connections, shaken hands, go to serve, and a
// client's connection to it that the loop has adopted.
func secured(r *rig, version uint16, serve func(secure *tls.Conn, bare net.Conn)) *witness {
	r.Helper()
	w := &witness{r: r}
	var err error
	if w.Conn, err = r.Adopt(shaken(r, version, serve), w); err != nil {
		r.Fatal(err)
	}
	return w
}

// shaken is a client's connection, on a feed, to a TLS server.
func shaken(r *rig, version uint16, serve func(secure *tls.Conn, bare net.Conn)) *tls.Conn {
	r.Helper()
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.StartTLS()
	config := s.TLS.Clone()
	s.Close()
	at := server(r, func(c net.Conn) {
		secure := tls.Server(c, config)
		if secure.Handshake() == nil {
			serve(secure, c)
		}
	})
	nc, err := net.Dial("tcp", at)
	if err != nil {
		r.Fatal(err)
	}
	secure := tls.Client(NewFeed(nc), &tls.Config{InsecureSkipVerify: true, MinVersion: version, MaxVersion: version})
	if err := secure.Handshake(); err != nil {
		r.Fatal(err)
	}
	return secure
}

var versions = map[string]uint16{"1.2": tls.VersionTLS12, "1.3": tls.VersionTLS13}

// TestTLSEcho: TLS is fed by hand where there are descriptors, and all comes
// through, also what lies decrypted at the adoption.
func TestTLSEcho(t *testing.T) {
	for name, version := range versions {
		t.Run(name, func(t *testing.T) {
			onEngines(t, func(r *rig) {
				w := secured(r, version, func(c *tls.Conn, _ net.Conn) { _, _ = io.WriteString(c, "hello"); echo(c) })
				if fed := w.tls != nil; fed != (r.poller != nil) {
					t.Fatalf("fed: %v", fed)
				}
				r.until("hello", func() bool { return w.got.Len() >= 5 || w.end != nil })
				want := strings.Repeat("abcdefg", 300000)
				w.send(want)
				r.until("the echo", func() bool { return w.got.Len() >= 5+len(want) || w.end != nil })
				if got := w.got.String(); got != "hello"+want {
					t.Errorf("%d bytes came, then %v", len(got), w.end)
				}
				in, out := w.Traffic()
				if least := uint64(len(want) + 500); in < least || out < least || in > least+100000 {
					t.Errorf("traffic %d, %d of %d", in, out, len(want))
				}
				if w.Buffered() != 0 || w.out != nil || w.tls != nil && w.tls.plain != nil {
					t.Error("idle TLS holds buffers")
				}
				w.Drop()
			})
		})
	}
}

// dripping is a connection that writes little at a time.
type dripping struct{ net.Conn }

func (d dripping) Write(b []byte) (int, error) {
	for i := range b {
		if _, err := d.Conn.Write(b[i : i+1]); err != nil {
			return i, err
		}
	}
	return len(b), nil
}

// TestTLSDrips: records cut anywhere, and reading paused anywhere.
func TestTLSDrips(t *testing.T) {
	onEngines(t, func(r *rig) {
		want := strings.Repeat("0123456789", 700)
		s := httptest.NewUnstartedServer(http.NotFoundHandler())
		s.StartTLS()
		config := s.TLS.Clone()
		s.Close()
		at := server(r, func(c net.Conn) {
			secure := tls.Server(dripping{c}, config)
			for text := want; len(text) > 0; text = text[100:] {
				if _, err := io.WriteString(secure, text[:100]); err != nil {
					return
				}
			}
			_ = secure.Close()
		})
		nc, err := net.Dial("tcp", at)
		if err != nil {
			r.Fatal(err)
		}
		secure := tls.Client(NewFeed(nc), &tls.Config{InsecureSkipVerify: true})
		if err := secure.Handshake(); err != nil {
			r.Fatal(err)
		}
		w := &witness{r: r}
		var resume Timer
		resume.Init(func() { w.Resume() })
		w.then = func(what string) {
			if what == "read" {
				w.Pause()
				r.Arm(&resume, r.Now())
			}
		}
		if w.Conn, err = r.Adopt(secure, w); err != nil {
			r.Fatal(err)
		}
		r.until("the end", func() bool { return w.end != nil })
		if w.got.String() != want || w.end != io.EOF {
			r.Errorf("%d bytes of %d came, then %v", w.got.Len(), len(want), w.end)
		}
	})
}

// TestTLSPause: what came in one read and lies decrypted or not in the middle of
// it comes after Resume, though the descriptor says nothing.
func TestTLSPause(t *testing.T) {
	onEngines(t, func(r *rig) {
		w := secured(r, tls.VersionTLS13, func(c *tls.Conn, bare net.Conn) {
			for range 50 {
				_, _ = io.WriteString(c, "record")
			}
			echo(c)
		})
		w.then = func(string) { w.Pause() }
		for limit := time.Now().Add(20 * time.Second); w.got.Len() < 300; w.Resume() {
			if time.Now().After(limit) {
				r.Fatalf("heard %d bytes", w.got.Len())
			}
			r.tick(time.Now().Add(5 * time.Millisecond))
		}
		if w.got.String() != strings.Repeat("record", 50) {
			r.Errorf("heard %q", w.got.String())
		}
		w.Drop()
	})
}

// TestTLSEnd: a good-bye is io.EOF, a cut in a record is not, nonsense is TLS's
// error; and our own good-bye arrives behind what was queued.
func TestTLSEnd(t *testing.T) {
	onEngines(t, func(r *rig) {
		for name, test := range map[string]struct {
			serve func(c *tls.Conn, bare net.Conn)
			want  string
		}{
			"good-bye": {func(c *tls.Conn, _ net.Conn) { _, _ = io.WriteString(c, "x"); _ = c.Close() }, "EOF"},
			"cut":      {func(c *tls.Conn, bare net.Conn) { _, _ = io.WriteString(bare, "\x17\x03\x03\x00\x50abc") }, "unexpected EOF"},
			"nonsense": {func(c *tls.Conn, bare net.Conn) {
				_, _ = io.WriteString(bare, "\x17\x03\x03\x00\x20"+strings.Repeat("x", 32))
				echo(bare)
			}, "bad record MAC"},
			"between them": {func(c *tls.Conn, bare net.Conn) { _, _ = io.WriteString(c, "x"); _ = bare.Close() }, "EOF"},
		} {
			w := secured(r, tls.VersionTLS13, test.serve)
			r.until(name, func() bool { return w.end != nil })
			if !strings.Contains(w.end.Error(), test.want) {
				r.Errorf("%s: %v", name, w.end)
			}
			r.until("no connections", func() bool { return r.Conns() == 0 })
		}
		for name, end := range map[string]func(w *witness){
			"close":  func(w *witness) { w.Close() },
			"finish": func(w *witness) { w.Finish(time.Minute) },
		} {
			heard := make(chan string, 1)
			w := secured(r, tls.VersionTLS13, func(c *tls.Conn, _ net.Conn) {
				b, err := io.ReadAll(c)
				if err != nil {
					b = append(b, err.Error()...)
				}
				heard <- string(b)
			})
			w.send("last")
			end(w)
			r.until("no connections", func() bool { return r.Conns() == 0 })
			if got := <-heard; got != "last" {
				r.Errorf("%s: the server heard %q", name, got)
			}
		}
	})
}

// TestFeed: before it is fed, a feed is the connection, and counts.
func TestFeed(t *testing.T) {
	here, there := net.Pipe()
	go func() { echo(there) }()
	f := NewFeed(here)
	if _, err := io.WriteString(f, "hello"); err != nil {
		t.Fatal(err)
	}
	if err := iotest.TestReader(io.LimitReader(f, 5), []byte("hello")); err != nil {
		t.Error(err)
	}
	if in, out := f.(interface{ Traffic() (in, out uint64) }).Traffic(); in != 5 || out != 5 {
		t.Errorf("traffic %d, %d", in, out)
	}
	if f.LocalAddr() != here.LocalAddr() || f.RemoteAddr() != here.RemoteAddr() || f.SetDeadline(time.Unix(1, 0)) != nil {
		t.Error("a feed is not the connection")
	}
	if _, err := f.Read(make([]byte, 1)); !isTimeout(err) {
		t.Errorf("after the deadline: %v", err)
	}
	_ = f.Close()
	_ = there.Close()
}

// TestTLSNoAllocs: what crypto/tls allocates for a record is its own; there must
// not be more when it is fed, but the one for finding that there is no more.
func TestTLSNoAllocs(t *testing.T) {
	r := newRig(t, Config{Engine: Descriptors})
	text := strings.Repeat("x", 1000)
	own := secured(r, tls.VersionTLS13, func(c *tls.Conn, _ net.Conn) { mirror(c) })
	b := &bare{}
	own.sink = b
	list := []*Conn{own.Conn}
	got := testing.AllocsPerRun(200, func() { roundTrip(r, list, b, text) })

	secure := shaken(r, tls.VersionTLS13, func(c *tls.Conn, _ net.Conn) { mirror(c) })
	data, buf := []byte(text), make([]byte, len(text))
	base := testing.AllocsPerRun(200, func() {
		_, _ = secure.Write(data)
		_, _ = io.ReadFull(secure, buf)
	})
	_ = secure.Close()
	if got > base+1 {
		t.Errorf("%v allocations for a message there and back, %v when it is not fed", got, base)
	}
}
