package browser

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"volley/internal/wstest"
)

// answers are the steps before the answer to the upgrade.
var answers = map[string]func(p *peer, rest string){
	// A field more, or another value for one that stands: with:Name=value.
	"with": func(p *peer, rest string) {
		name, value, _ := strings.Cut(rest, "=")
		p.fields = append(p.fields, name+": "+value)
	},
	"without": func(p *peer, rest string) { p.drop = append(p.drop, rest) },
	// What follows leaves in one write.
	"cork": func(p *peer, _ string) { p.corked = &strings.Builder{} },
	// Notes a field of the request.
	"asked": func(p *peer, rest string) {
		p.note("%s: %s", rest, strings.Join(p.request.Header.Values(rest), ", "))
	},
}

// steps are what a server does once it has answered; one that returns false is
// the last.
var steps map[string]func(p *peer, rest string) bool

func init() {
	steps = map[string]func(p *peer, rest string) bool{
		// Messages and frames.
		"text":   func(p *peer, rest string) bool { return p.frame(wstest.Text, rest) },
		"binary": func(p *peer, rest string) bool { return p.frame(wstest.Binary, unhex(rest)) },
		"ping":   func(p *peer, rest string) bool { return p.frame(wstest.Ping, rest) },
		"pong":   func(p *peer, rest string) bool { return p.frame(wstest.Pong, rest) },
		"raw":    func(p *peer, rest string) bool { p.put(unhex(rest)); return true },
		"zeros":  zeros,
		"close":  closeFrame,
		// Listening: for one frame; until the client is gone, or its close
		// frame comes, with an answer to that or without.
		"read":  func(p *peer, _ string) bool { _, _, err := p.hear(); return err == nil },
		"echo":  func(p *peer, _ string) bool { p.uncork(); p.echo(); return false },
		"mute":  func(p *peer, _ string) bool { p.uncork(); p.listen(false); return false },
		"await": func(p *peer, _ string) bool { return p.await() },
		"sleep": sleep,
		"flush": func(p *peer, _ string) bool { p.uncork(); return true },
		// Ends without the protocol's.
		"fin": fin,
		"rst": rst,
	}
	for name, refuse := range refusals {
		answers[name] = func(p *peer, rest string) { refuse(p, rest); p.closed = true }
	}
}

// refusals answer the upgrade with something else; steps after them find the
// answer given.
var refusals = map[string]func(p *peer, rest string){
	"status": func(p *peer, rest string) {
		code, _ := strconv.Atoi(rest)
		body := http.StatusText(code) + "\n"
		text := fmt.Sprintf("HTTP/1.1 %d %s\r\nContent-Length: %d\r\nConnection: close\r\n", code, http.StatusText(code), len(body))
		p.answer(text + strings.Join(append(p.fields, ""), "\r\n") + "\r\n" + body)
	},
	"line":    func(p *peer, rest string) { p.answer(p.accept(rest)) },
	"garbage": func(p *peer, _ string) { p.answer("I do not speak HTTP\r\n\r\n") },
	"silent":  func(p *peer, _ string) { p.answer("") },
	"hangup":  func(p *peer, _ string) { p.answer(""); _ = p.Close() },
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
	sum := sha1.Sum([]byte(p.request.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	own := []string{"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: " + base64.StdEncoding.EncodeToString(sum[:])}
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

// sleep gives the client time to do what it does unasked; rows use it where the
// client's answer does not matter.
func sleep(p *peer, rest string) bool {
	d, _ := time.ParseDuration(rest)
	select {
	case <-p.request.Context().Done():
		return false
	case <-time.After(d):
		return true
	}
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

// echo sends every frame of data back until the client closes.
func (p *peer) echo() {
	for {
		fin, op, payload, err := p.hearPart()
		switch {
		case err != nil:
			return
		case op == wstest.Close:
			p.reply(payload)
		case op <= wstest.Binary:
			p.put(string([]byte{p.head}) + wstest.Frame(fin, op, payload)[1:]) // a compressed one stays so
		}
	}
}

// listen notes what comes until the connection is over; a close frame is
// answered, or not.
func (p *peer) listen(answer bool) {
	for {
		op, payload, err := p.hear()
		if err != nil {
			return
		}
		if op == wstest.Close && answer {
			p.reply(payload)
		}
	}
}

// await listens for the client's close frame.
func (p *peer) await() bool {
	p.uncork()
	for {
		op, _, err := p.hear()
		if err != nil || op == wstest.Close {
			return err == nil
		}
	}
}

// reply answers a close frame, and ends the server's side, which goes first
// (RFC 6455 §7.1.1).
func (p *peer) reply(payload string) {
	if !p.closed {
		p.closed = true
		p.frame(wstest.Close, payload)
	}
	_ = p.Conn.(interface{ CloseWrite() error }).CloseWrite()
}

// hear reads one frame and notes it; so it does the end.
func (p *peer) hear() (wstest.Opcode, string, error) {
	_, op, payload, err := p.hearPart()
	return op, payload, err
}

// hearPart is hear for those who care whether a message is over.
func (p *peer) hearPart() (fin bool, op wstest.Opcode, payload string, err error) {
	fin, op, payload, err = p.read()
	if err != nil {
		if p.answered && !p.ended {
			p.ended = true
			p.note("end")
		}
		return
	}
	names := map[wstest.Opcode]string{wstest.Continuation: "continuation", wstest.Text: "text", wstest.Ping: "ping", wstest.Pong: "pong"}
	code := ""
	if op == wstest.Close && len(payload) >= 2 {
		code = strconv.Itoa(int(binary.BigEndian.Uint16([]byte(payload))))
	}
	switch {
	case code == "1002" || code == "1007": // what a client says of a fault is its own affair
		p.note("close %s", code)
	case code != "":
		p.note("close %s %q", code, payload[2:])
	case op == wstest.Close:
		p.note("close empty")
	case op == wstest.Binary:
		p.note("binary %s", strings.TrimSpace(fmt.Sprintf("% x", short(payload))))
	default:
		p.note("%s %q", names[op], short(payload))
	}
	if !fin {
		p.note("not final")
	}
	return
}

// short is the beginning of a long payload, with its length.
func short(payload string) string {
	if len(payload) > 200 {
		return payload[:20] + "… " + strconv.Itoa(len(payload))
	}
	return payload
}

// read reads one frame and unmasks it.
func (p *peer) read() (fin bool, op wstest.Opcode, payload string, err error) {
	head := make([]byte, 2, 14)
	if _, err = io.ReadFull(p.in, head); err != nil {
		return
	}
	p.head = head[0]
	length, extra := uint64(head[1]&0x7f), 0
	switch length {
	case 126:
		extra = 2
	case 127:
		extra = 8
	}
	long := make([]byte, extra+4)
	if _, err = io.ReadFull(p.in, long); err != nil {
		return
	}
	switch extra {
	case 2:
		length = uint64(binary.BigEndian.Uint16(long))
	case 8:
		length = binary.BigEndian.Uint64(long)
	}
	if head[1]&0x80 == 0 || length > 1<<26 {
		p.note("a frame without a mask, or of %d bytes", length)
		return false, 0, "", io.ErrUnexpectedEOF
	}
	body := make([]byte, length)
	if _, err = io.ReadFull(p.in, body); err != nil {
		return
	}
	for i := range body {
		body[i] ^= long[extra+i%4]
	}
	return head[0]&0x80 != 0, wstest.Opcode(head[0] & 0x0f), string(body), nil
}

func unhex(text string) string {
	b, err := hex.DecodeString(text)
	if err != nil {
		panic(err) // a row's mistake
	}
	return string(b)
}
