package fetch

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/http/httputil"
	"net/netip"
	"sync"
	"time"
)

// tracer is a transport that notes every hop of one request.
//
// Its hooks may be called by several goroutines of net/http, also after the
// request is over: mu guards what they write.
type tracer struct {
	c    *Client
	sent *http.Header // of the first hop, to be filled

	mu   sync.Mutex
	hops []Hop
	at   marks // of the hop under way
	open bool
}

// marks are the moments of one hop; zero ones did not come.
type marks struct {
	begun, conn           time.Time
	connecting, connected time.Time
	shaking, shaken       time.Time
	wrote, first, last    time.Time
	reused                bool
	remote                netip.AddrPort
}

// RoundTrip is one hop. net/http calls it from one goroutine, one hop after the
// other.
func (t *tracer) RoundTrip(req *http.Request) (*http.Response, error) {
	t.finish(nil)
	t.mu.Lock()
	t.at, t.open = marks{begun: time.Now()}, true
	t.hops = append(t.hops, Hop{Method: req.Method, URL: req.URL})
	n := len(t.hops) - 1
	t.mu.Unlock()
	if n == 0 && t.sent != nil {
		*t.sent = req.Header.Clone()
		if req.Host != req.URL.Host {
			t.sent.Set("Host", req.Host)
		}
	}
	t.debugRequest(req)
	res, err := t.c.transport.RoundTrip(req.WithContext(httptrace.WithClientTrace(req.Context(), t.hooks(n))))
	t.mu.Lock()
	defer t.mu.Unlock()
	hop := &t.hops[n]
	if err != nil {
		hop.Err = err
		return nil, err
	}
	hop.Status, hop.Proto, hop.TLS = res.StatusCode, res.Proto, res.TLS
	t.debugResponse(res)
	return res, nil
}

// hooks note the moments of hop n while it is under way.
func (t *tracer) hooks(n int) *httptrace.ClientTrace {
	note := func(f func(*marks)) {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.open && len(t.hops)-1 == n {
			f(&t.at)
		}
	}
	now := time.Now
	return &httptrace.ClientTrace{
		ConnectStart: func(string, string) {
			note(func(m *marks) {
				if m.connecting.IsZero() {
					m.connecting = now()
				}
			})
		},
		ConnectDone: func(_, _ string, err error) {
			note(func(m *marks) {
				if err == nil {
					m.connected = now()
				}
			})
		},
		TLSHandshakeStart: func() { note(func(m *marks) { m.shaking = now() }) },
		TLSHandshakeDone:  func(tls.ConnectionState, error) { note(func(m *marks) { m.shaken = now() }) },
		GotConn: func(info httptrace.GotConnInfo) {
			note(func(m *marks) {
				m.conn, m.reused = now(), info.Reused
				if addr, ok := info.Conn.RemoteAddr().(*net.TCPAddr); ok {
					m.remote = netip.AddrPortFrom(addr.AddrPort().Addr().Unmap(), addr.AddrPort().Port())
				}
			})
		},
		WroteRequest:         func(httptrace.WroteRequestInfo) { note(func(m *marks) { m.wrote = now() }) },
		GotFirstResponseByte: func() { note(func(m *marks) { m.first = now() }) },
	}
}

// received says that the body has been read; what is done with it is not the
// network's time.
func (t *tracer) received() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.at.last = time.Now()
}

// finish ends the hop under way. err is what ended the request, nil if its next
// hop begins.
func (t *tracer) finish(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.open {
		return
	}
	t.open = false
	hop := &t.hops[len(t.hops)-1]
	if err != nil {
		hop.Err = err
		hop.Status, hop.Proto, hop.TLS = 0, "", nil
	}
	hop.Remote, hop.End = t.at.remote, time.Now()
	if t.at.last.IsZero() {
		t.at.last = hop.End
	}
	hop.Timings = t.at.timings()
}

// timings are the phases between the marks. A phase whose end did not come lasts
// until the hop's end; one whose beginning did not come is zero.
func (m *marks) timings() (t Timings) {
	if m.connecting.IsZero() || m.reused {
		m.connected = m.connecting
	}
	if !m.connecting.IsZero() && !m.reused {
		t.Connecting = phase(m.connecting, m.connected, m.last)
	}
	if !m.shaking.IsZero() && !m.reused {
		t.TLS = phase(m.shaking, m.shaken, m.last)
	}
	t.Blocked = max(0, phase(m.begun, m.conn, m.last)-t.Connecting-t.TLS)
	if m.conn.IsZero() {
		return t
	}
	if !m.first.IsZero() && (m.wrote.IsZero() || m.first.Before(m.wrote)) {
		m.wrote = m.first // the answer came before all was sent
	}
	t.Sending = phase(m.conn, m.wrote, m.last)
	if !m.wrote.IsZero() {
		t.Waiting = phase(m.wrote, m.first, m.last)
	}
	if !m.first.IsZero() {
		t.Receiving = phase(m.first, m.last, m.last)
	}
	return t
}

func phase(from, to, end time.Time) time.Duration {
	if to.IsZero() {
		to = end
	}
	return max(0, to.Sub(from))
}

// debugRequest shows a request as it is sent.
func (t *tracer) debugRequest(req *http.Request) {
	if t.c.config.Debug == nil {
		return
	}
	if text, err := httputil.DumpRequestOut(req, t.c.config.DebugBodies); err == nil {
		t.c.config.Debug("Request:\n" + string(text))
	}
}

// debugResponse shows an answer. One with its body is read here, and its timings
// are then those of somebody who looks.
func (t *tracer) debugResponse(res *http.Response) {
	if t.c.config.Debug == nil {
		return
	}
	if text, err := httputil.DumpResponse(res, t.c.config.DebugBodies); err == nil {
		t.c.config.Debug("Response:\n" + string(text))
	}
}
