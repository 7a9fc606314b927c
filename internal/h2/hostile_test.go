package h2_test

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/http2"

	"volley/internal/socket"
)

// TestHostile: a server that breaks the rules of the connection is told why, and
// what is on the connection fails.
func TestHostile(t *testing.T) {
	u32 := func(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }
	for _, test := range []struct {
		name string
		do   func(p *raw, id uint32)
		code http2.ErrCode
		text string
	}{
		{"frame too large", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FrameData, 0, id, make([]byte, 20000)) },
			http2.ErrCodeFrameSize, "larger than agreed"},
		{"padded and empty", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FrameData, 8, id, nil) },
			http2.ErrCodeFrameSize, "padded frame is empty"},
		{"header padding", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FrameHeaders, 12, id, []byte{3, 1, 2}) },
			http2.ErrCodeProtocol, "padding"},
		{"header interrupted", func(p *raw, id uint32) {
			_ = p.WriteRawFrame(http2.FrameHeaders, 0, id, []byte{0x88})
			_ = p.WritePing(false, [8]byte{})
		}, http2.ErrCodeProtocol, "interrupted"},
		{"header interrupted by data", func(p *raw, id uint32) {
			_ = p.WriteRawFrame(http2.FrameHeaders, 0, id, []byte{0x88})
			_ = p.WriteData(id, false, []byte("x"))
		}, http2.ErrCodeProtocol, "interrupted"},
		{"stray continuation", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FrameContinuation, 4, id, []byte{0x88}) },
			http2.ErrCodeProtocol, "continuation"},
		{"bad compression", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FrameHeaders, 4, id, []byte{0xff, 0xff, 0xff}) },
			http2.ErrCodeCompression, "decompressed"},
		{"endless header", func(p *raw, id uint32) {
			_ = p.WriteRawFrame(http2.FrameHeaders, 0, id, make([]byte, 16000))
			for range 5 {
				_ = p.WriteRawFrame(http2.FrameContinuation, 0, id, make([]byte, 16000))
			}
		}, http2.ErrCodeEnhanceYourCalm, "64 kB"},
		{"header of nobody", func(p *raw, id uint32) { p.answer(id+2, false, ":status", "200") },
			http2.ErrCodeProtocol, "belongs to no stream"},
		{"data of nobody", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FrameData, 0, id+2, []byte("x")) },
			http2.ErrCodeProtocol, "belongs to no stream"},
		{"reset of nobody", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FrameRSTStream, 0, id+2, u32(8)) },
			http2.ErrCodeProtocol, "resets a stream"},
		{"short reset", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FrameRSTStream, 0, id, []byte{1}) },
			http2.ErrCodeFrameSize, "RST_STREAM"},
		{"push", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FramePushPromise, 4, id, append(u32(2), 0x88)) },
			http2.ErrCodeProtocol, "pushes"},
		{"short ping", func(p *raw, _ uint32) { _ = p.WriteRawFrame(http2.FramePing, 0, 0, []byte{1}) },
			http2.ErrCodeFrameSize, "PING"},
		{"short settings", func(p *raw, _ uint32) { _ = p.WriteRawFrame(http2.FrameSettings, 0, 0, []byte{1}) },
			http2.ErrCodeFrameSize, "SETTINGS"},
		{"short goaway", func(p *raw, _ uint32) { _ = p.WriteRawFrame(http2.FrameGoAway, 0, 0, []byte{1}) },
			http2.ErrCodeFrameSize, "GOAWAY"},
		{"short window", func(p *raw, _ uint32) { _ = p.WriteRawFrame(http2.FrameWindowUpdate, 0, 0, []byte{1}) },
			http2.ErrCodeFrameSize, "WINDOW_UPDATE"},
		{"window of nothing", func(p *raw, _ uint32) { _ = p.WriteRawFrame(http2.FrameWindowUpdate, 0, 0, u32(0)) },
			http2.ErrCodeProtocol, "window"},
		{"window of nobody", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FrameWindowUpdate, 0, id+2, u32(1)) },
			http2.ErrCodeProtocol, "window of a stream"},
		{"window of a pushed stream", func(p *raw, _ uint32) { _ = p.WriteRawFrame(http2.FrameWindowUpdate, 0, 2, u32(1)) },
			http2.ErrCodeProtocol, "window of a stream"},
		{"settings on a stream", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FrameSettings, 0, id, nil) },
			http2.ErrCodeProtocol, "on a stream"},
		{"ping on a stream", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FramePing, 0, id, make([]byte, 8)) },
			http2.ErrCodeProtocol, "on a stream"},
		{"goaway on a stream", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FrameGoAway, 0, id, make([]byte, 8)) },
			http2.ErrCodeProtocol, "on a stream"},
		{"settings agreed to with more", func(p *raw, _ uint32) { _ = p.WriteRawFrame(http2.FrameSettings, 1, 0, make([]byte, 6)) },
			http2.ErrCodeFrameSize, "SETTINGS"},
		{"wish for pushes", func(p *raw, _ uint32) {
			_ = p.WriteRawFrame(http2.FrameSettings, 0, 0, append([]byte{0, 2}, u32(1)...))
		}, http2.ErrCodeProtocol, "pushes"},
		{"window too wide", func(p *raw, _ uint32) { _ = p.WriteRawFrame(http2.FrameWindowUpdate, 0, 0, u32(1<<31-1)) },
			http2.ErrCodeFlowControl, "window"},
		{"stream windows too wide", func(p *raw, _ uint32) {
			_ = p.WriteRawFrame(http2.FrameSettings, 0, 0, append([]byte{0, 4}, u32(1<<31)...))
		}, http2.ErrCodeFlowControl, "window"},
		{"frame size", func(p *raw, _ uint32) {
			_ = p.WriteRawFrame(http2.FrameSettings, 0, 0, append([]byte{0, 5}, u32(100)...))
		}, http2.ErrCodeProtocol, "largest frame"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRig(t, anyEngine())
			told := make(chan http2.ErrCode, 1)
			at := rawServer(t, able, func(p *raw) {
				id := p.request()
				test.do(p, id)
				if f, ok := p.next(http2.FrameGoAway).(*http2.GoAwayFrame); ok {
					told <- f.ErrCode
				}
				close(told)
			})
			f := r.failed(at)
			if f.Phase != socket.PhaseUpgrade || f.Code != "malformed" || !strings.Contains(f.Err.Error(), test.text) {
				t.Errorf("failure %+v", f)
			}
			r.gone()
			if code, ok := <-told; !ok || code != test.code {
				t.Errorf("the server is told %v, want %v", code, test.code)
			}
		})
	}
}

// TestHostileStream: a server that breaks the rules of one stream loses that one
// only.
func TestHostileStream(t *testing.T) {
	u32 := func(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }
	for _, test := range []struct {
		name string
		do   func(p *raw, id uint32)
		code http2.ErrCode
		text string
	}{
		{"data first", func(p *raw, id uint32) { _ = p.WriteData(id, false, []byte("x")) }, http2.ErrCodeProtocol, "before the answer"},
		{"no status", func(p *raw, id uint32) { p.answer(id, false, "x-nothing", "1") }, http2.ErrCodeProtocol, "status"},
		{"bad status", func(p *raw, id uint32) { p.answer(id, false, ":status", "2oo") }, http2.ErrCodeProtocol, "status"},
		{"two", func(p *raw, id uint32) { p.answer(id, false, ":status", "200", ":status", "200") }, http2.ErrCodeProtocol, "status"},
		{"status behind", func(p *raw, id uint32) { p.answer(id, false, "a", "b", ":status", "200") }, http2.ErrCodeProtocol, "status"},
		{"other pseudo-field", func(p *raw, id uint32) { p.answer(id, false, ":path", "200") }, http2.ErrCodeProtocol, "status"},
		{"interim ends", func(p *raw, id uint32) { p.answer(id, true, ":status", "103") }, http2.ErrCodeProtocol, "interim"},
		{"window too wide", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FrameWindowUpdate, 0, id, u32(1<<31-1)) },
			http2.ErrCodeFlowControl, "window"},
		{"window of nothing", func(p *raw, id uint32) { _ = p.WriteRawFrame(http2.FrameWindowUpdate, 0, id, u32(0)) },
			http2.ErrCodeProtocol, "window by nothing"},
		{"bomb", func(p *raw, id uint32) {
			big := strings.Repeat("x", 3000)
			fields := []string{":status", "200"}
			for range 30 {
				fields = append(fields, "x-big", big)
			}
			p.answer(id, false, fields...)
		}, http2.ErrCodeEnhanceYourCalm, "64 kB"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRig(t, anyEngine())
			told := make(chan http2.ErrCode, 1)
			at := rawServer(t, able, func(p *raw) {
				first := p.request()
				p.answer(first, false, ":status", "103", "link", "x")
				p.answer(first, false, ":status", "200")
				test.do(p, p.request())
				if f, ok := p.next(http2.FrameRSTStream).(*http2.RSTStreamFrame); ok {
					told <- f.ErrCode
				}
				_ = p.WriteData(first, false, []byte("\x81\x02ok"))
				p.rest()
			})
			keep := r.opened(at)
			f := r.failed(at)
			if f.Phase != socket.PhaseUpgrade || f.Code != "malformed" || !strings.Contains(f.Err.Error(), test.text) {
				t.Errorf("failure %+v", f)
			}
			keep.waitFor("text:ok")
			keep.Drop()
			r.gone()
			if code := <-told; code != test.code {
				t.Errorf("the server is told %v, want %v", code, test.code)
			}
		})
	}
}

// TestBehindTheEnd: data that follows the end of its stream is an error of the
// stream, and nobody hears it (RFC 9113 §5.1).
func TestBehindTheEnd(t *testing.T) {
	onEngines(t, func(r *rig) {
		go1, told := make(chan struct{}), make(chan http2.ErrCode, 1)
		at := rawServer(r.T, able, func(p *raw) {
			id := p.request()
			p.answer(id, false, ":status", "200")
			<-go1
			_ = p.WriteData(id, true, []byte("\x81\x05first"))
			_ = p.WriteData(id, false, []byte("\x81\x06second"))
			if f, ok := p.next(http2.FrameRSTStream).(*http2.RSTStreamFrame); ok {
				told <- f.ErrCode
			}
			p.rest()
		})
		w := r.opened(at)
		w.Pause()
		close(go1)
		r.until("the reset", func() bool { return len(told) > 0 })
		w.Resume()
		w.end("close eof")
		if code := <-told; !slices.Equal(w.notes, []string{"text:first"}) || code != http2.ErrCodeStreamClosed {
			r.Errorf("heard %q; the server is told %v", w.notes, code)
		}
		r.gone()
	})
}

// TestFloodsStream: a server that sends more than the window of a stream that
// does not read loses the stream; what came before is still read.
func TestFloodsStream(t *testing.T) {
	onEngines(t, func(r *rig) {
		flood, told := make(chan struct{}), make(chan http2.ErrCode, 1)
		at := rawServer(r.T, able, func(p *raw) {
			id := p.request()
			p.answer(id, false, ":status", "200")
			<-flood
			_ = p.WriteData(id, false, []byte("\x81\x05first\x82\x7f\x00\x00\x00\x00\x00\x10\x00\x00"))
			for range 20 {
				_ = p.WriteData(id, false, make([]byte, 16000))
			}
			if f, ok := p.next(http2.FrameRSTStream).(*http2.RSTStreamFrame); ok {
				told <- f.ErrCode
			}
			p.rest()
		})
		w := r.opened(at)
		w.Pause()
		close(flood)
		var code http2.ErrCode
		r.until("the reset", func() bool {
			select {
			case code = <-told:
				return true
			default:
				return false
			}
		})
		if w.ended() || len(w.notes) > 0 || code != http2.ErrCodeFlowControl {
			r.Errorf("paused, it hears %q %+v; the server is told %v", w.notes, w.closing, code)
		}
		w.Resume()
		w.end("protocol malformed")
		if !slices.Equal(w.notes, []string{"text:first"}) || !strings.Contains(w.closing.Err.Error(), "window allows") {
			r.Errorf("heard %q, closing %+v", w.notes, w.closing)
		}
		r.gone()
	})
}
