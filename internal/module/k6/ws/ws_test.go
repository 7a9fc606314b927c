package ws

import (
	"crypto/tls"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"volley/internal/dial"
	"volley/internal/loop"
	"volley/internal/metric"
	"volley/internal/module/k6"
	"volley/internal/module/k6/execution"
	"volley/internal/module/k6/http"
	"volley/internal/session"
	"volley/internal/vu"
	"volley/internal/vutest"
	"volley/internal/wstest"
)

func TestScripts(t *testing.T) { kit(t).RunDir(t, "testdata") }

// TestPage runs the examples of the reference page.
func TestPage(t *testing.T) {
	k := kit(t)
	k.RunPage(t, "../../../../docs/ws.md", "ws://127.0.0.1:8765", k.Replace["URL"])
}

// TestThrow runs with the option throw.
func TestThrow(t *testing.T) {
	k := kit(t)
	k.Test = func(t *vu.Test) { t.Throw = true }
	k.RunDir(t, "testdata/throw")
}

// TestIP runs with the system tag ip: k6 dies of it when a connection fails.
func TestIP(t *testing.T) {
	k := kit(t)
	k.Test = func(t *vu.Test) {
		t.Registry.Configure(metric.Config{SystemTags: append(metric.DefaultSystemTags(), "ip")})
	}
	k.RunDir(t, "testdata/ip")
}

// kit is what the scripts need: the module, its neighbours and a server.
func kit(t testing.TB) vutest.Kit {
	server := wstest.New(t)
	record(server)
	config := &session.Config{
		Dialer: dial.New(dial.Config{
			TLS:  &tls.Config{RootCAs: server.Roots()},
			Wrap: loop.NewFeed,
		}),
		UserAgent:        "volley-test",
		HandshakeTimeout: 10 * time.Second, CloseTimeout: 300 * time.Millisecond,
		MaxMessage: 16 << 20, MaxBuffered: 64 << 20, MaxUnread: 64 << 10,
	}
	return vutest.Kit{
		Modules: map[string]vu.Module{"k6/ws": New(config), "k6": k6.New(), "k6/execution": execution.New(), "k6/http": http.New(&http.Config{})},
		Replace: map[string]string{"URL": server.URL, "TLS": server.TLSURL},
	}
}

// record adds /record, which notes the code of the client's close frame, and
// /recorded, which tells the next one noted.
func record(server *wstest.Server) {
	codes := make(chan string, 64)
	server.Handle("/record", func(p *wstest.Peer) {
		p.Upgrade()
		for {
			op, payload, err := p.Read()
			if err == nil {
				continue
			}
			switch {
			case !errors.Is(err, io.EOF) || op != wstest.Close:
				codes <- "none"
			case len(payload) < 2:
				codes <- "empty"
			default:
				codes <- strconv.Itoa(int(binary.BigEndian.Uint16([]byte(payload)))) + payload[2:]
			}
			return
		}
	})
	server.Handle("/recorded", func(p *wstest.Peer) {
		p.Upgrade()
		select {
		case code := <-codes:
			p.Write(wstest.Text, code)
		case <-time.After(5 * time.Second):
			p.Write(wstest.Text, "nothing")
		}
		p.Drain()
	})
}

// TestFlood: what has no bytes has a bound all the same while the script is busy,
// and nothing of it is lost.
func TestFlood(t *testing.T) {
	const frames = 20_000
	for name, flood := range map[string]string{
		"message": wstest.Frame(true, wstest.Text, ""), "binaryMessage": wstest.Frame(true, wstest.Binary, ""),
		"ping": wstest.Frame(true, wstest.Ping, ""), "pong": wstest.Frame(true, wstest.Pong, ""),
	} {
		t.Run(name, func(t *testing.T) {
			k, gate := kit(t), make(chan struct{})
			server := wstest.New(t)
			k.Replace["URL"] = server.URL
			open := sync.OnceFunc(func() { close(gate) })
			t.Cleanup(open)
			server.Handle("/gate", func(p *wstest.Peer) { p.Upgrade(); <-gate; p.Write(wstest.Text, "open"); p.Drain() })
			server.Handle("/flood", func(p *wstest.Peer) {
				p.Upgrade()
				p.Raw(strings.Repeat(flood, frames))
				p.Close(1000, "")
				p.Drain()
			})
			h := k.Start(t, `
				import ws from 'k6/ws';
				export default function () {
					let n = 0;
					ws.connect(__ENV.URL + '/flood', (socket) => {
						socket.on('`+name+`', () => n++);
						socket.on('close', (code) => console.log(n, code));
						socket.on('open', () => ws.connect(__ENV.URL + '/gate', (gate) => gate.on('message', () => gate.close())));
					});
				}`)
			h.Until(func() bool { return h.Sum("ws_reads_paused") == 1 })
			open()
			h.Until(h.Ended)
			if got, want := h.Printed(), []string{strconv.Itoa(frames) + " 1000"}; !slices.Equal(got, want) {
				t.Errorf("printed %q, want %q", got, want)
			}
		})
	}
}
