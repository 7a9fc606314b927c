package wire

import (
	"fmt"
	"testing"
)

// ear is a Receiver that notes what it hears.
type ear struct {
	notes []string
	stop  func(note string)
}

func (e *ear) note(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	e.notes = append(e.notes, text)
	if e.stop != nil {
		e.stop(text)
	}
}

func (e *ear) OnMessage(op Opcode, payload []byte) { e.note("%d:%s", op, payload) }
func (e *ear) OnPing(payload []byte)               { e.note("ping:%s", payload) }
func (e *ear) OnPong(payload []byte)               { e.note("pong:%s", payload) }
func (e *ear) OnClose(code uint16, reason []byte)  { e.note("close:%d:%s", code, reason) }

func TestSmoke(t *testing.T) {
	var a Assembler
	e := &ear{}
	s := "\x81\x05hello\x01\x02he\x89\x01p\x80\x01y\x88\x00junk"
	for i := range s {
		if err := a.Feed([]byte(s[i:i+1]), e); err != nil {
			t.Fatal(err)
		}
	}
	t.Log(e.notes)
	d, f := NewDeflater(DeflateParams{}), NewInflater(DeflateParams{})
	for _, m := range []string{"", "hello", "hello hello hello hello hello hello", "hello hello hello hello hello hello hello"} {
		p := d.Append(nil, []byte(m))
		out, fault := f.Append(nil, p, 0)
		if fault != "" || string(out) != m {
			t.Fatalf("%q %x %q %v", m, p, out, fault)
		}
	}
}
