package h2

import (
	"bytes"
	"io"
	"net"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"

	"volley/internal/loop"
	"volley/internal/wire"
)

// nobody is a Sink that counts what it hears.
type nobody struct{ read, ends int }

func (*nobody) OnConnect(error)                {}
func (n *nobody) OnRead(b []byte, _ time.Time) { n.read += len(b) }
func (*nobody) OnDrain()                       {}
func (n *nobody) OnEnd(error)                  { n.ends++ }

// served is what a server says to a client with two streams, by a foreign framer.
func served(t testing.TB) []byte {
	var b, head bytes.Buffer
	f := http2.NewFramer(&b, nil)
	e := hpack.NewEncoder(&head)
	block := func(status string) []byte {
		head.Reset()
		_ = e.WriteField(hpack.HeaderField{Name: ":status", Value: status})
		_ = e.WriteField(hpack.HeaderField{Name: "x-field", Value: "value"})
		return bytes.Clone(head.Bytes())
	}
	for _, err := range []error{
		f.WriteSettings(http2.Setting{ID: http2.SettingEnableConnectProtocol, Val: 1}, http2.Setting{ID: http2.SettingMaxConcurrentStreams, Val: 5}),
		f.WriteSettingsAck(),
		f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block("200"), EndHeaders: true}),
		f.WriteHeaders(http2.HeadersFrameParam{StreamID: 3, BlockFragment: block("403")[:1]}),
		f.WriteContinuation(3, true, block("403")[1:]),
		f.WriteDataPadded(1, false, []byte("hello"), make([]byte, 9)), f.WriteData(3, true, []byte("go away")),
		f.WritePing(false, [8]byte{1}), f.WriteWindowUpdate(0, 10), f.WriteWindowUpdate(1, 10),
		f.WriteGoAway(3, http2.ErrCodeNo, nil), f.WriteRSTStream(1, http2.ErrCodeCancel),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// TestRemembered: of servers without HTTP/2 a bounded number is remembered.
func TestRemembered(t *testing.T) {
	l, err := loop.New(loop.Config{Engine: loop.Portable})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	pool, asked := NewPool(), 0
	turn := func(ticket *Ticket, v Verdict) {
		if v.What == Dial {
			asked++
			ticket.NoHTTP2()
		}
	}
	for range 2 {
		for server := range remembered + 10 {
			pool.Join(l, server, turn)
		}
	}
	if n := len(pool.groups); n != remembered || asked != remembered+20 {
		t.Errorf("%d servers are remembered and %d were asked, want %d and %d", n, asked, remembered, remembered+20)
	}
}

// FuzzSession: whatever a server says, each stream ends once, and nothing is read
// after that or beyond what was sent.
func FuzzSession(f *testing.F) {
	f.Add(served(f), uint16(7))
	f.Add(served(f)[:60], uint16(1))
	f.Add([]byte("HTTP/1.1 400 Bad Request\r\n\r\n"), uint16(3))
	f.Fuzz(func(t *testing.T, said []byte, size uint16) {
		l, err := loop.New(loop.Config{Engine: loop.Portable})
		if err != nil {
			t.Fatal(err)
		}
		here, there := net.Pipe()
		gone := make(chan struct{})
		go func() { _, _ = io.Copy(io.Discard, there); close(gone) }()
		conn, err := l.Adopt(here, &nobody{})
		if err != nil {
			t.Fatal(err)
		}
		var session *Session
		sinks := []*nobody{{}, {}}
		answers := make([]int, 2)
		pool := NewPool()
		for i, sink := range sinks {
			pool.Join(l, "server", func(ticket *Ticket, v Verdict) {
				switch v.What {
				case Dial:
					if i == 0 {
						ticket.Offer(conn, true)
						session = ticket.group.settling[0]
					}
				case Room:
					v.Session.Open(Request{Scheme: "https", Authority: "a", Path: "/"}, sink, func(_ *wire.Response, whole bool, _ time.Time) {
						if whole {
							answers[i]++
						}
					})
				case Plain, Failed:
				}
			})
		}
		for rest := said; len(rest) > 0; {
			n := min(len(rest), 1+int(size))
			session.OnRead(rest[:n], time.Now())
			rest = rest[n:]
		}
		session.OnEnd(io.EOF)
		for i, sink := range sinks {
			if sink.ends > 1 || answers[i] > 1 || sink.read > len(said) {
				t.Errorf("stream %d: %d answers, %d bytes, %d ends", i, answers[i], sink.read, sink.ends)
			}
		}
		if len(session.streams) > 0 {
			t.Errorf("%d streams are left", len(session.streams))
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		_ = there.Close()
		<-gone
	})
}
