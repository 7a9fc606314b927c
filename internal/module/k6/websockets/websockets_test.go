package websockets

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"volley/internal/dial"
	"volley/internal/loop"
	"volley/internal/module/k6"
	"volley/internal/module/k6/execution"
	"volley/internal/module/k6/http"
	"volley/internal/session"
	"volley/internal/vu"
	"volley/internal/vutest"
	"volley/internal/web"
	"volley/internal/wstest"
)

func TestScripts(t *testing.T) { kit(t).RunDir(t, "testdata") }

// TestPage runs the examples of the reference page.
func TestPage(t *testing.T) {
	k := kit(t)
	k.RunPage(t, "../../../../docs/websockets.md", "ws://127.0.0.1:8765", k.Replace["URL"])
}

// TestUnix connects through a Unix socket: the server is the same.
func TestUnix(t *testing.T) {
	k := kit(t)
	path := filepath.Join(t.TempDir(), "s")
	forward(t, path, strings.TrimPrefix(k.Replace["URL"], "ws://"))
	h := k.Start(t, `
		export default function () {
			const ws = new WebSocket('ws+unix://`+path+`:/echo?x=1');
			console.log(ws.url === 'ws+unix://`+path+`:/echo?x=1');
			ws.onopen = () => ws.send('hi');
			ws.onmessage = (e) => { console.log(e.data, e.origin); ws.close(); };
		}`)
	h.Until(h.Ended)
	if lines := h.Printed(); !slices.Equal(lines, []string{"true", "hi null"}) {
		t.Errorf("printed %q", lines)
	}
}

// forward listens on a Unix socket, and hands everything on to a TCP address.
func forward(t *testing.T, path, address string) {
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Skip(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() { _ = l.Close(); <-done })
	go func() {
		defer close(done)
		in, err := l.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial("tcp", address)
		if err != nil {
			t.Error(err)
			return
		}
		go func() { _, _ = io.Copy(out, in); _ = out.Close() }()
		_, _ = io.Copy(in, out)
		_ = in.Close()
	}()
}

// TestExperimental warns once per run, and is the same otherwise.
func TestExperimental(t *testing.T) {
	k := kit(t)
	k.Engines = []loop.Engine{loop.Portable} // one run
	k.Modules["k6/experimental/websockets"] = NewExperimental(&session.Config{})
	k.RunDir(t, "testdata/experimental")
}

// kit is what the scripts need: the module, its neighbours and a server.
func kit(t testing.TB) vutest.Kit {
	server := wstest.New(t)
	record(t, server)
	config := &session.Config{
		Dialer: dial.New(dial.Config{
			TLS:  &tls.Config{RootCAs: server.Roots()},
			Wrap: loop.NewFeed,
		}),
		UserAgent:        "volley-test",
		HandshakeTimeout: 10 * time.Second, CloseTimeout: 400 * time.Millisecond,
		MaxMessage: 16 << 20, MaxBuffered: 64 << 20, MaxUnread: 64 << 10,
	}
	m := New(config)
	globals := web.Globals()
	maps.Copy(globals, Globals(m))
	return vutest.Kit{
		Modules: map[string]vu.Module{"k6/websockets": m, "k6": k6.New(), "k6/execution": execution.New(), "k6/http": http.New(&http.Config{})},
		Test:    func(t *vu.Test) { t.Globals = globals },
		Replace: map[string]string{"URL": server.URL, "TLS": server.TLSURL},
	}
}

// record adds /record, which notes what the client sends until its close frame,
// and /recorded, which tells the next session noted.
func record(t testing.TB, server *wstest.Server) {
	sessions := make(chan string, 64)
	server.Handle("/record", func(p *wstest.Peer) {
		p.Upgrade()
		text := ""
		for {
			op, payload, err := p.Read()
			switch {
			case err == nil:
				text += fmt.Sprintf("%d:%q ", op, payload)
				continue
			case !errors.Is(err, io.EOF) || op != wstest.Close:
				text += "no close"
			case len(payload) < 2:
				text += "close without a code"
			default:
				text += fmt.Sprintf("close %d %q", int(payload[0])<<8|int(payload[1]), payload[2:])
			}
			sessions <- text
			return
		}
	})
	server.Handle("/recorded", func(p *wstest.Peer) {
		p.Upgrade()
		select {
		case text := <-sessions:
			p.Write(wstest.Text, text)
		case <-time.After(5 * time.Second):
			p.Write(wstest.Text, "nothing")
		}
		p.Drain()
	})
	server.Handle("/pingfirst", func(p *wstest.Peer) { // tells what comes first, the pong or the answer
		p.Upgrade()
		p.Raw(wstest.Frame(true, wstest.Ping, "x") + wstest.Frame(true, wstest.Text, "question"))
		var head [2]byte
		if _, err := io.ReadFull(p.Conn, head[:]); err != nil {
			return
		}
		first := "message"
		if wstest.Opcode(head[0]&0x0f) == wstest.Pong {
			first = "pong"
		}
		rest := make([]byte, 4+int(head[1]&0x7f))
		if _, err := io.ReadFull(p.Conn, rest); err != nil {
			return
		}
		_, text, err := p.Read()
		if err == nil {
			p.Write(wstest.Text, first+" "+text)
			p.Drain()
		}
	})
	server.Handle("/whence", func(p *wstest.Peer) { // tells the client's address
		p.Upgrade()
		host, _, err := net.SplitHostPort(p.Conn.RemoteAddr().String())
		if err == nil {
			p.Write(wstest.Text, host)
			p.Drain()
		}
	})
	server.Handle("/frames", func(p *wstest.Peer) { // tells the lengths of a message's frames
		p.Upgrade()
		var lengths []string
		for fin := false; !fin; {
			var head [2]byte
			if _, err := io.ReadFull(p.Conn, head[:]); err != nil {
				return
			}
			length := int(head[1] & 0x7f)
			if _, err := io.CopyN(io.Discard, p.Conn, int64(4+length)); err != nil {
				return
			}
			fin = head[0]&0x80 != 0
			lengths = append(lengths, fmt.Sprintf("%x:%d", head[0]&0x7f, length))
		}
		p.Write(wstest.Text, strings.Join(lengths, " "))
		p.Drain()
	})
	server.Handle("/chooses", func(p *wstest.Peer) { // takes the first subprotocol, and tells the request's fields
		first, _, _ := strings.Cut(p.Request.Header.Get("Sec-WebSocket-Protocol"), ",")
		p.Upgrade("Sec-WebSocket-Protocol: " + first)
		text, err := json.Marshal(p.Request.Header)
		if err == nil {
			p.Write(wstest.Text, string(text))
			p.Drain()
		}
	})
	over := t.Context().Done()
	server.Handle("/deaf", func(p *wstest.Peer) { p.Upgrade(); <-over }) // reads nothing
	server.Handle("/moved", func(p *wstest.Peer) { p.Refuse(302, "elsewhere", "Location: wss://other.example/path") })
	server.Handle("/twofold", func(p *wstest.Peer) { p.Upgrade("X-Twice: a", "x-twice: b", "Set-Cookie: c=1"); p.Drain() })
	server.Handle("/otherclose", func(p *wstest.Peer) { // answers a close with its own
		p.Upgrade()
		p.Write(wstest.Text, "go")
		p.Close(4001, "mine")
		p.Drain()
	})
}

// TestFlood: what has no bytes has a bound all the same while the script is busy,
// and nothing of it is lost.
func TestFlood(t *testing.T) {
	const frames = 20_000
	for name, flood := range map[string]string{
		"text": wstest.Frame(true, wstest.Text, ""), "binary": wstest.Frame(true, wstest.Binary, ""),
		"ping": wstest.Frame(true, wstest.Ping, ""), "pong": wstest.Frame(true, wstest.Pong, ""),
	} {
		t.Run(name, func(t *testing.T) {
			k := kit(t)
			server := wstest.New(t)
			k.Replace["URL"] = server.URL
			server.Handle("/flood", func(p *wstest.Peer) {
				p.Upgrade()
				p.Raw(strings.Repeat(flood, frames))
				p.Close(1000, "")
				p.Drain()
			})
			h := k.Start(t, `
				import { WebSocket } from 'k6/websockets';
				import { sleep } from 'k6';
				export default function () {
					const ws = new WebSocket(__ENV.URL + '/flood');
					let n = 0;
					ws.onmessage = ws.onping = ws.onpong = () => n++;
					ws.onclose = (e) => console.log(n, e.code);
				}
				export function sleeps() {
					const ws = new WebSocket(__ENV.URL + '/flood');
					ws.onopen = () => sleep(3600);
					ws.onmessage = ws.onping = ws.onpong = () => {};
				}`)
			h.Until(h.Ended)
			if got, want := h.Printed(), []string{fmt.Sprint(frames, " 1000")}; !slices.Equal(got, want) {
				t.Errorf("printed %q, want %q", got, want)
			}
			paused := h.Sum("ws_reads_paused")
			h.Iterate("sleeps")
			h.Until(func() bool { return h.Sum("ws_reads_paused") == paused+1 })
			h.VU.Interrupt(errOver)
			h.Until(h.Ended)
			h.Until(func() bool { return h.Loop.Conns() == 0 })
		})
	}
}
