package session

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"volley/internal/metric"
	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/wire"
)

// Meter counts one session. Its tags are fixed when the connection is made or
// refused; bytes are counted from the first one, with the VU's tags only.
//
// Owned by one loop.
type Meter struct {
	v    *vu.VU
	rec  *metric.Recorder
	base metric.Tags // the VU's own
	tags metric.Tags // base, the script's and the connection's
	meta *metric.Metadata

	received, sent  metric.Series
	dataIn, dataOut metric.Series
	lastIn, lastOut uint64
	payload         *payload // nil without compression
	pings           []ping   // without a pong so far, oldest first
	began           time.Time
	open            bool
}

// Begin starts counting a session that is about to be opened, at this moment.
func (m *Meter) Begin(v *vu.VU, p *Params, url, name string, at time.Time) {
	reg := v.Test().Registry
	m.v, m.rec, m.base, m.meta = v, v.Recorder(), v.Tags(), v.Metadata()
	if m.rec == nil { // a stage that records nothing, such as handleSummary
		m.rec = reg.NewRecorder()
	}
	m.tags = reg.SystemTag(p.Tags, "url", url)
	if name != "" {
		m.tags = reg.SystemTag(m.tags, "name", name)
	}
	m.dataIn = reg.Series(reg.Builtin.DataReceived, m.base)
	m.dataOut = reg.Series(reg.Builtin.DataSent, m.base)
	m.began = at
}

func (m *Meter) add(of *metric.Metric, tags metric.Tags, value float64, at time.Time) {
	m.rec.AddWith(m.v.Test().Registry.Series(of, tags), value, metric.At(at), m.meta)
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// answered adds the tags that the server's answer decides.
func (m *Meter) answered(r *wire.Response, protocol string, remote netip.AddrPort) {
	reg := m.v.Test().Registry
	if r != nil {
		m.tags = reg.SystemTag(m.tags, "status", strconv.Itoa(r.Status))
		m.tags = reg.SystemTag(m.tags, "subproto", protocol)
	}
	if remote.IsValid() {
		m.tags = reg.SystemTag(m.tags, "ip", remote.Addr().String())
	}
}

// Opened counts a connection that was made.
func (m *Meter) Opened(o socket.Opening) {
	m.answered(o.Response, o.Protocol, o.Remote)
	m.attempt(o.Phases, o.Start, o.End)
	reg := m.v.Test().Registry
	m.received = reg.Series(reg.Builtin.WSMessagesReceived, m.tags)
	m.sent = reg.Series(reg.Builtin.WSMessagesSent, m.tags)
	if slices.ContainsFunc(o.Extensions, func(s string) bool { return strings.Contains(s, "permessage-deflate") }) {
		m.payload = &payload{}
	}
	m.open = true
	m.add(reg.Builtin.WSOpenSockets, m.base, 1, o.End)
}

// Failed counts a connection that was not made.
func (m *Meter) Failed(f socket.Failure) {
	protocol := ""
	if f.Response != nil {
		protocol = f.Response.Fields.Value("Sec-WebSocket-Protocol")
	}
	m.answered(f.Response, protocol, f.Remote)
	m.attempt(f.Phases, f.Start, f.End)
	m.fault(f.Phase, f.Code, f.End)
}

func (m *Meter) attempt(p socket.Phases, start, end time.Time) {
	b := &m.v.Test().Registry.Builtin
	m.add(b.WSSessions, m.tags, 1, start)
	m.add(b.WSConnecting, m.tags, ms(end.Sub(start)), start)
	for _, phase := range []struct {
		metric *metric.Metric
		took   time.Duration
	}{
		{b.WSBlocked, p.Blocked}, {b.WSLookup, p.Lookup}, {b.WSTCPConnecting, p.Connect},
		{b.WSTLSHandshaking, p.TLS}, {b.WSUpgrading, p.Upgrade},
	} {
		if phase.took > 0 {
			m.add(phase.metric, m.tags, ms(phase.took), start)
		}
	}
}

// fault counts a failure by where and how it happened.
func (m *Meter) fault(phase, code string, at time.Time) {
	reg := m.v.Test().Registry
	tags := reg.With(reg.With(m.tags, "phase", phase), "code", code)
	m.add(reg.Builtin.WSErrors, tags, 1, at)
}

// Closed counts the end of a session as the connection tells it: with its code,
// and with what went wrong, if something did.
func (m *Meter) Closed(c socket.Closing) {
	if !m.open {
		return
	}
	m.Ended(c.Code, c.At)
	phase, code := c.Class()
	if code == "" && isFault(c.Code) {
		phase, code = socket.PhaseClose, "close-"+strconv.Itoa(int(c.Code))
	}
	if code != "" {
		m.fault(phase, code, c.At)
	}
}

// isFault reports whether a close code of the protocol's says that something went
// wrong. What the codes of applications mean, from 3000 on, nobody knows here.
func isFault(code uint16) bool {
	return code > 1001 && code < 3000 && code != 1005
}

// Ended counts the end of a session that was open, in whatever way it came, with
// the code that the script is told. It counts once.
func (m *Meter) Ended(code uint16, at time.Time) {
	if !m.open {
		return
	}
	m.open = false
	reg := m.v.Test().Registry
	m.add(reg.Builtin.WSOpenSockets, m.base, -1, at)
	m.add(reg.Builtin.WSSessionDuration, m.tags, ms(at.Sub(m.began)), at)
	m.add(reg.Builtin.WSCloses, reg.With(m.tags, "code", strconv.Itoa(int(code))), 1, at)
}

// Received and Sent count one data message.
func (m *Meter) Received(at time.Time) { m.rec.AddWith(m.received, 1, metric.At(at), m.meta) }

// Sent counts one data message that was sent, of so many bytes.
func (m *Meter) Sent(bytes int, at time.Time) {
	m.rec.AddWith(m.sent, 1, metric.At(at), m.meta)
	if m.payload != nil {
		m.payload.out += bytes
	}
}

// payload is how many bytes the messages had, since it was counted last.
type payload struct{ in, out int }

// Unpacked notes the size of a message that came.
func (m *Meter) Unpacked(bytes int) {
	if m.payload != nil {
		m.payload.in += bytes
	}
}

// ping is an own ping that may still be answered.
type ping struct {
	payload string
	at      time.Time
}

// maxPings bounds the pings that wait for a pong: a server that answers none
// must not cost memory for ever. The oldest goes.
const maxPings = 128

// Pinged notes an own ping.
func (m *Meter) Pinged(payload string, at time.Time) {
	if len(m.pings) == maxPings {
		m.pings = slices.Delete(m.pings, 0, 1)
	}
	m.pings = append(m.pings, ping{payload, at})
}

// Ponged counts the round trip of an own ping, if payload is that of one. Those
// before it get no answer any more: a server may answer the latest only (RFC
// 6455 §5.5.3).
func (m *Meter) Ponged(payload []byte, at time.Time) {
	n := slices.IndexFunc(m.pings, func(p ping) bool { return p.payload == string(payload) })
	if n < 0 {
		return
	}
	sent := m.pings[n].at
	m.pings = slices.Delete(m.pings, 0, n+1)
	m.add(m.v.Test().Registry.Builtin.WSPing, m.tags, ms(at.Sub(sent)), at)
}

// Traffic counts the bytes that went over s since the last time.
func (m *Meter) Traffic(s *socket.Socket, at time.Time) {
	if s == nil {
		return
	}
	in, out := s.Traffic()
	if in > m.lastIn {
		m.rec.AddWith(m.dataIn, float64(in-m.lastIn), metric.At(at), m.meta)
	}
	if out > m.lastOut {
		m.rec.AddWith(m.dataOut, float64(out-m.lastOut), metric.At(at), m.meta)
	}
	m.lastIn, m.lastOut = in, out
	m.flush(at)
}

// flush counts the bytes of messages.
func (m *Meter) flush(at time.Time) {
	p := m.payload
	if p == nil {
		return
	}
	b := &m.v.Test().Registry.Builtin
	if p.in > 0 {
		m.add(b.WSPayloadReceived, m.tags, float64(p.in), at)
	}
	if p.out > 0 {
		m.add(b.WSPayloadSent, m.tags, float64(p.out), at)
	}
	*p = payload{}
}

// Paused counts that reading was stopped because the VU did not take what came.
func (m *Meter) Paused(at time.Time) {
	m.add(m.v.Test().Registry.Builtin.WSReadsPaused, m.tags, 1, at)
}
