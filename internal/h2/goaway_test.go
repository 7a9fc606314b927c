package h2_test

import (
	"strings"
	"testing"

	"golang.org/x/net/http2"
)

// TestGoAway: a server that shuts down serves what it has taken to its end; what
// it has not taken, and what comes later, goes over another connection.
func TestGoAway(t *testing.T) {
	onEngines(t, func(r *rig) {
		more := make(chan struct{})
		second := make(chan struct{}, 1)
		at := rawServer(r.T, able, func(p *raw) {
			first := p.request()
			p.answer(first, false, ":status", "200")
			select {
			case second <- struct{}{}: // the first connection
				<-more
				p.request() // not taken
				_ = p.WriteGoAway(first, http2.ErrCodeNo, nil)
				_ = p.WriteData(first, false, []byte("\x81\x05still"))
			default:
				_ = p.WriteData(first, false, []byte("\x81\x03new"))
			}
			p.rest()
		})
		w := r.opened(at)
		other := r.connect(at)
		close(more)
		w.waitFor("text:still")
		other.waitFor("text:new")
		w.Drop()
		other.Drop()
		r.gone()
	})
}

// TestRefusedStream: a server that takes fewer streams than it said is believed.
func TestRefusedStream(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := rawServer(r.T, able, func(p *raw) {
			p.answer(p.request(), false, ":status", "200")
			for {
				id := p.request()
				if id == 0 {
					return
				}
				_ = p.WriteRSTStream(id, http2.ErrCodeRefusedStream)
			}
		})
		first := r.opened(at)
		second := r.opened(at)
		if first.opening.Response.Status != 200 || second.opening.Response.Status != 200 {
			r.Error("not over HTTP/2")
		}
		first.Drop()
		second.Drop()
		r.gone()
	})
}

// TestRefusesAll: trying again has an end.
func TestRefusesAll(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := rawServer(r.T, able, func(p *raw) {
			for id := p.request(); id != 0; id = p.request() {
				_ = p.WriteRSTStream(id, http2.ErrCodeRefusedStream)
			}
		})
		f := r.failed(at)
		if f.Code != "reset" || !strings.Contains(f.Err.Error(), "REFUSED_STREAM") {
			r.Errorf("failure %+v", f)
		}
		r.gone()
	})
}

// TestSays: a connection that is ended with a reason ends its sockets with it.
func TestSays(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := rawServer(r.T, able, func(p *raw) {
			id := p.request()
			p.answer(id, false, ":status", "200")
			_ = p.WriteGoAway(id, http2.ErrCodeEnhanceYourCalm, []byte("too many pings"))
		})
		w := r.connect(at)
		w.r.until("close", w.ended)
		if w.closing == nil || !strings.Contains(w.closing.Err.Error(), `ENHANCE_YOUR_CALM: "too many pings"`) {
			r.Errorf("%+v %+v", w.closing, w.failure)
		}
		r.gone()
	})
}
