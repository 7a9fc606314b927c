package h2_test

import (
	"bytes"
	"io"
	"net"
	"testing"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// raw is a server's side of a connection, driven frame by frame.
type raw struct {
	*http2.Framer
	net.Conn
	t    *testing.T
	enc  *hpack.Encoder
	text bytes.Buffer
}

// rawServer accepts connections and gives each to f when the client has said its
// preface and, if there are settings, heard them. It ends with the test.
func rawServer(t *testing.T, settings []http2.Setting, f func(p *raw)) string {
	t.Helper()
	return "ws://" + listen(t, func(c net.Conn) {
		if p := newRaw(t, c, settings); p != nil {
			f(p)
		}
	})
}

func newRaw(t *testing.T, c net.Conn, settings []http2.Setting) *raw {
	preface := make([]byte, len(http2.ClientPreface))
	if _, err := io.ReadFull(c, preface); err != nil || string(preface) != http2.ClientPreface {
		return nil
	}
	p := &raw{Framer: http2.NewFramer(c, c), Conn: c, t: t}
	p.enc = hpack.NewEncoder(&p.text)
	if settings != nil {
		_ = p.WriteSettings(settings...)
	}
	return p
}

// able are the settings of a server that can do it.
var able = []http2.Setting{{ID: http2.SettingEnableConnectProtocol, Val: 1}, {ID: http2.SettingMaxConcurrentStreams, Val: 100}}

// next is the next frame of the given kind; nil at the end.
func (p *raw) next(kind http2.FrameType) http2.Frame {
	for {
		f, err := p.ReadFrame()
		if err != nil {
			return nil
		}
		if f.Header().Type == kind {
			return f
		}
	}
}

// request waits for a request and returns its stream; 0 at the end.
func (p *raw) request() uint32 {
	f := p.next(http2.FrameHeaders)
	if f == nil {
		return 0
	}
	return f.Header().StreamID
}

// block is a header, compressed.
func (p *raw) block(fields ...string) []byte {
	p.text.Reset()
	for i := 0; i < len(fields); i += 2 {
		_ = p.enc.WriteField(hpack.HeaderField{Name: fields[i], Value: fields[i+1]})
	}
	return bytes.Clone(p.text.Bytes())
}

// answer answers a request.
func (p *raw) answer(id uint32, end bool, fields ...string) {
	_ = p.WriteHeaders(http2.HeadersFrameParam{StreamID: id, BlockFragment: p.block(fields...), EndHeaders: true, EndStream: end})
}

// rest reads until the end.
func (p *raw) rest() { _ = p.next(0xff) }
