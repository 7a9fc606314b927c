package browser

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"volley/internal/wstest"
)

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
	head, body, err := wstest.ReadFrame(p.in, 1<<26)
	if errors.Is(err, wstest.ErrFrame) {
		p.note("%v", err)
	}
	p.head = head
	return head&0x80 != 0, wstest.Opcode(head & 0x0f), string(body), err
}

func unhex(text string) string {
	b, err := hex.DecodeString(text)
	if err != nil {
		panic(err) // a row's mistake
	}
	return string(b)
}

// note keeps what was heard.
func (p *peer) note(format string, args ...any) {
	p.tape.lines = append(p.tape.lines, fmt.Sprintf(format, args...))
}
