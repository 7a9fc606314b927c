package ws

import (
	"crypto/tls"
	"encoding/binary"
	"errors"
	"io"
	"strconv"
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
