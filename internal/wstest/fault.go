package wstest

import (
	"fmt"
	"net"
	"net/http"
	"strings"
)

// faults are the paths that answer with one frame no server may send.
func faults() map[string]Behaviour {
	paths := map[string]Behaviour{}
	for path, bytes := range map[string]string{
		"/rsv":       "\xc1\x02hi",                                  // RSV1 without an extension
		"/badopcode": "\x83\x02hi",                                  // reserved opcode
		"/masked":    "\x81\x82\x00\x00\x00\x00hi",                  // servers do not mask
		"/badutf8":   Frame(true, Text, "\xff\xfe"),                 // text that is none
		"/badclose":  Frame(true, Close, "\x03\xed"),                // 1005 is never sent
		"/longping":  "\x89\x7e\x00\x7e" + strings.Repeat("p", 126), // control frames end at 125 bytes
		"/stray":     Frame(true, Continuation, "hi"),               // the rest of nothing
	} {
		paths[path] = onFirst(func(p *Peer) { p.Raw(bytes); p.Drain() })
	}
	return paths
}

// onFirst upgrades and does something after the first message, or with at=once
// at once.
func onFirst(f Behaviour) Behaviour {
	return func(p *Peer) {
		p.Upgrade()
		if p.text("at", "message") != "once" {
			if _, _, err := p.Read(); err != nil {
				return
			}
		}
		f(p)
	}
}

// closes begins the closing handshake.
func closes(p *Peer) {
	onFirst(func(p *Peer) {
		p.Close(p.number("code", 1000), p.text("reason", ""))
		p.Drain()
	})(p)
}

// eof ends our side of the stream without a close frame.
func eof(p *Peer) {
	half, ok := p.Conn.(interface{ CloseWrite() error })
	if !ok {
		_ = p.Conn.Close() // a pipe ends as a whole
		return
	}
	_ = half.CloseWrite()
	p.mute = true
	p.Drain()
}

// drop resets the connection.
func drop(p *Peer) {
	if tcp, ok := p.raw.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = p.raw.Close()
}

// status refuses the upgrade with a body of one line.
func status(p *Peer) {
	code := p.number("code", 404)
	p.Refuse(code, fmt.Sprintf("refused: %s\n", http.StatusText(code)))
}

// badAccept answers with the key of another request.
func badAccept(p *Peer) {
	p.Request.Header.Set("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==")
	p.Upgrade()
	p.Drain()
}
