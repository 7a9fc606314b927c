package wstest

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/coder/websocket"
)

// deflate echoes through a library that keeps its compression window from one
// message to the next, in both directions unless the client says otherwise.
func deflate(p *Peer) {
	c, err := websocket.Accept(&answer{p: p, header: http.Header{}}, p.Request, &websocket.AcceptOptions{
		InsecureSkipVerify:   true, // any origin
		CompressionMode:      websocket.CompressionContextTakeover,
		CompressionThreshold: 1,
	})
	if err != nil {
		return
	}
	defer func() { _ = c.CloseNow() }()
	c.SetReadLimit(-1)
	for ctx := context.Background(); ; {
		kind, b, err := c.Read(ctx)
		if err != nil || c.Write(ctx, kind, b) != nil {
			return
		}
	}
}

// answer is the http.ResponseWriter the library wants.
type answer struct {
	p      *Peer
	header http.Header
	begun  bool
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.begun {
		return
	}
	a.begun = true
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", status, http.StatusText(status))
	if status != http.StatusSwitchingProtocols {
		a.header.Set("Connection", "close")
	}
	_ = a.header.Write(&b) // a builder takes everything
	a.p.Raw(b.String() + "\r\n")
}

func (a *answer) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.p.Conn.Write(b)
}

// Hijack gives the library the connection, with what was read of it already.
func (a *answer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return a.p.Conn, bufio.NewReadWriter(a.p.in, bufio.NewWriter(a.p.Conn)), nil
}
