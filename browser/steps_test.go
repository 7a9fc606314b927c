package browser

import (
	"encoding/binary"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"volley/internal/wstest"
)

// step takes one step of a path: rest is what follows its name. One that returns
// false is the last.
type step func(p *peer, rest string) bool

// answers are the steps before the answer to the upgrade, or in its place.
var answers = map[string]func(p *peer, rest string){
	// A field more, or another value for one that stands: with:Name=value.
	"with": func(p *peer, rest string) {
		name, value, _ := strings.Cut(rest, "=")
		p.fields = append(p.fields, name+": "+value)
	},
	"without": func(p *peer, rest string) { p.drop = append(p.drop, rest) },
	// What follows leaves in one write, with flush or when the server listens.
	"cork": func(p *peer, _ string) { p.corked = &strings.Builder{} },
	// Notes a field of the request.
	"asked": func(p *peer, rest string) {
		p.note("%s: %s", rest, strings.Join(p.request.Header.Values(rest), ", "))
	},
	// Another first line, and what is no upgrade at all.
	"line":    func(p *peer, rest string) { p.answer(p.accept(rest)) },
	"status":  status,
	"garbage": func(p *peer, _ string) { p.answer("I do not speak HTTP\r\n\r\n") },
	"silent":  func(p *peer, _ string) { p.answer("") },
	"hangup":  func(p *peer, _ string) { p.answer(""); _ = p.Close() },
}

// steps are what a server does once it has answered.
var steps = map[string]step{
	"text":   func(p *peer, rest string) bool { return p.frame(wstest.Text, rest) },
	"binary": func(p *peer, rest string) bool { return p.frame(wstest.Binary, unhex(rest)) },
	"zeros":  zeros,
	"ping":   func(p *peer, rest string) bool { return p.frame(wstest.Ping, rest) },
	"pong":   func(p *peer, rest string) bool { return p.frame(wstest.Pong, rest) },
	"close":  closeFrame,
	"raw":    func(p *peer, rest string) bool { p.put(unhex(rest)); return true },
	"flush":  func(p *peer, _ string) bool { p.uncork(); return true },
	// Listens for one frame; for the client's close frame; until the client is
	// gone, with echoes or without an answer to its close frame.
	"read":  func(p *peer, _ string) bool { _, _, err := p.hear(); return err == nil },
	"await": func(p *peer, _ string) bool { return p.await() },
	"echo":  func(p *peer, _ string) bool { p.uncork(); p.echo(); return false },
	"mute":  func(p *peer, _ string) bool { p.uncork(); p.listen(false); return false },
	// Ends without the protocol's.
	"fin": fin,
	"rst": rst,
}

// status refuses the upgrade.
func status(p *peer, rest string) {
	p.closed = true
	code, _ := strconv.Atoi(rest)
	body := http.StatusText(code) + "\n"
	fields := append(p.fields, "Content-Length: "+strconv.Itoa(len(body)), "Connection: close", "", "")
	p.answer(fmt.Sprintf("HTTP/1.1 %d %s\r\n", code, http.StatusText(code)) + strings.Join(fields, "\r\n") + body)
}

func (p *peer) answer(text string) {
	p.answered = true
	p.put(text)
}

// upgrade answers with a 101, unless an answer was given.
func (p *peer) upgrade() {
	if !p.answered {
		p.answer(p.accept("HTTP/1.1 101 Switching Protocols"))
	}
}

// accept is the text of an answer that is right but for what earlier steps made
// of it.
func (p *peer) accept(line string) string {
	own := []string{"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: " + wstest.Accept(p.request)}
	text := line + "\r\n"
	for _, field := range own {
		if name, _, _ := strings.Cut(field, ":"); !slices.Contains(p.drop, name) {
			text += field + "\r\n"
		}
	}
	for _, field := range p.fields {
		text += field + "\r\n"
	}
	return text + "\r\n"
}

func (p *peer) frame(op wstest.Opcode, payload string) bool {
	p.put(wstest.Frame(true, op, payload))
	return true
}

// zeros sends a binary message of so many bytes.
func zeros(p *peer, rest string) bool {
	n, _ := strconv.Atoi(rest)
	return p.frame(wstest.Binary, strings.Repeat("\x00", n))
}

// closeFrame sends one: close, close:1000, close:1000:reason.
func closeFrame(p *peer, rest string) bool {
	code, reason, _ := strings.Cut(rest, ":")
	payload := ""
	if n, err := strconv.Atoi(code); err == nil {
		payload = string(binary.BigEndian.AppendUint16(nil, uint16(n))) + reason
	}
	p.closed = true
	return p.frame(wstest.Close, payload)
}

// fin ends the server's side of the stream.
func fin(p *peer, _ string) bool {
	p.uncork()
	_ = p.Conn.(interface{ CloseWrite() error }).CloseWrite()
	p.listen(false)
	return false
}

// rst resets the connection.
func rst(p *peer, _ string) bool {
	p.uncork()
	_ = p.Conn.(*net.TCPConn).SetLinger(0)
	_ = p.Conn.Close()
	return false
}
