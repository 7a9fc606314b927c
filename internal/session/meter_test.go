package session

import (
	"errors"
	"io"
	"strconv"
	"syscall"
	"testing"
	"time"

	"volley/internal/metric"
	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/vutest"
	"volley/internal/wire"
)

// begin returns a meter of a VU that lives, and the run it counts in.
func begin(t *testing.T) (*Meter, *vutest.Hand) {
	h := vutest.Kit{}.Start(t, `export default function () {}`)
	h.Until(h.Ended)
	m := &Meter{}
	p := Params{Tags: h.VU.Tags()}
	m.Begin(h.VU, &p, "ws://a/", "", time.Now())
	return m, h
}

func sums(t *testing.T, h *vutest.Hand, want map[string]float64) {
	t.Helper()
	for key, value := range want {
		if got := h.Sum(key); got != value {
			t.Errorf("%s = %v, want %v", key, got, value)
		}
	}
}

// TestSession counts a session from its opening to its end, which counts once.
func TestSession(t *testing.T) {
	m, h := begin(t)
	now := time.Now()
	m.Opened(socket.Opening{
		Protocol: "chat", Response: &wire.Response{Status: 101}, Start: now, End: now,
		Phases: socket.Phases{Lookup: time.Millisecond, Connect: time.Millisecond},
	})
	m.Sent(5, now)
	m.Received(now)
	m.Received(now)
	sums(t, h, map[string]float64{
		"ws_open_sockets": 1, "ws_sessions{status:101,subproto:chat,url:ws://a/}": 1, "ws_connecting": 1,
		"ws_lookup": 1, "ws_tcp_connecting": 1, "ws_tls_handshaking": 0, "ws_upgrading": 0, "ws_session_duration": 0,
	})
	m.Closed(socket.Closing{Code: 1006, Err: io.ErrUnexpectedEOF, At: now})
	m.Closed(socket.Closing{Code: 1000, At: now})
	m.Ended(1000, now)
	sums(t, h, map[string]float64{
		"ws_open_sockets": 0, "ws_session_duration{subproto:chat}": 1, "ws_errors": 1, "ws_errors{phase:close,code:eof}": 1,
		"ws_closes": 1, "ws_closes{code:1006,status:101}": 1,
		"ws_msgs_sent{status:101}": 1, "ws_msgs_received{status:101}": 2,
	})
}

// TestRefused counts an attempt that came to nothing: no session, no duration.
func TestRefused(t *testing.T) {
	m, h := begin(t)
	now := time.Now()
	m.Failed(socket.Failure{Err: errors.New("no"), Phase: "tcp", Code: "refused", Start: now, End: now})
	m.Ended(1006, now)
	sums(t, h, map[string]float64{
		"ws_sessions": 1, "ws_connecting": 1, "ws_errors{phase:tcp,code:refused}": 1,
		"ws_session_duration": 0, "ws_open_sockets": 0, "ws_closes": 0,
	})
}

// TestCloses sorts sessions by how they ended: a code of the protocol's that
// tells of a fault is an error, one of the application's is not.
func TestCloses(t *testing.T) {
	for _, test := range []struct {
		closing     socket.Closing
		phase, code string
	}{
		{closing: socket.Closing{Code: 1000}},
		{closing: socket.Closing{Code: 1001}},
		{closing: socket.Closing{Code: 1005}},
		{closing: socket.Closing{Code: 3000}},
		{closing: socket.Closing{Code: 4999}},
		{socket.Closing{Code: 1002}, "close", "close-1002"},
		{socket.Closing{Code: 1011, Local: true}, "close", "close-1011"},
		{socket.Closing{Code: 1015}, "close", "close-1015"},
		{socket.Closing{Code: 1006, Err: io.ErrUnexpectedEOF}, "close", "eof"},
		{socket.Closing{Code: 1006, Err: syscall.ECONNRESET}, "close", "reset"},
		{socket.Closing{Code: 1006, Err: socket.ErrCloseTimeout}, "close", "timeout"},
		{socket.Closing{Code: 1006, Err: socket.ErrOverflow}, "close", "overflow"},
		{socket.Closing{Code: 1006, Err: wire.FaultText}, "protocol", "invalid-data"},
	} {
		m, h := begin(t)
		m.Opened(socket.Opening{Response: &wire.Response{Status: 101}})
		m.Closed(test.closing)
		want := map[string]float64{"ws_closes{code:" + strconv.Itoa(int(test.closing.Code)) + "}": 1, "ws_errors": 0}
		if test.code != "" {
			want["ws_errors"] = 1
			want["ws_errors{phase:"+test.phase+",code:"+test.code+"}"] = 1
		}
		sums(t, h, want)
	}
}

// TestPayload counts the bytes of messages where they are compressed.
func TestPayload(t *testing.T) {
	for extension, want := range map[string]float64{"permessage-deflate; client_max_window_bits=15": 7, "": 0} {
		m, h := begin(t)
		m.Opened(socket.Opening{Response: &wire.Response{Status: 101}, Extensions: []string{extension}})
		for range 2 {
			m.Sent(3, time.Now())
			m.Sent(4, time.Now())
			m.Unpacked(7)
		}
		m.flush(time.Now())
		m.flush(time.Now())
		sums(t, h, map[string]float64{"ws_payload_sent": 2 * want, "ws_payload_received{status:101}": 2 * want})
	}
}

// TestPayloadOneWay: a direction in which nothing goes has no samples.
func TestPayloadOneWay(t *testing.T) {
	m, h := begin(t)
	m.Opened(socket.Opening{Response: &wire.Response{Status: 101}, Extensions: []string{"permessage-deflate"}})
	m.Sent(3, time.Now())
	m.flush(time.Now())
	reg := h.VU.Test().Registry
	total := reg.NewTotal()
	total.Merge(m.rec.Swap())
	for _, test := range []struct {
		of   *metric.Metric
		want int
	}{{reg.Builtin.WSPayloadSent, 1}, {reg.Builtin.WSPayloadReceived, 0}} {
		series := 0
		total.Each(test.of, func(metric.Series, metric.Tags, *metric.Value) { series++ })
		if series != test.want {
			t.Errorf("%s has %d series, want %d", test.of.Name, series, test.want)
		}
	}
}

// TestPings measures own pings only, each once, and forgets the oldest when none
// is ever answered.
func TestPings(t *testing.T) {
	m, h := begin(t)
	now := time.Now()
	for n := range 10 * maxPings {
		m.Pinged(strconv.Itoa(n), now)
	}
	if len(m.pings) != maxPings {
		t.Errorf("%d pings are kept, want %d", len(m.pings), maxPings)
	}
	last := 10*maxPings - 1
	for _, step := range []struct {
		payload string
		want    float64
	}{
		{"0", 0}, // forgotten
		{"not mine", 0},
		{strconv.Itoa(last - 2), 1},
		{strconv.Itoa(last - 2), 1}, // once only
		{strconv.Itoa(last - 3), 1}, // given up by the later one
		{strconv.Itoa(last), 2},
	} {
		m.Ponged([]byte(step.payload), now)
		if got := h.Sum("ws_ping"); got != step.want {
			t.Errorf("after a pong of %q ws_ping has %v values, want %v", step.payload, got, step.want)
		}
	}
}

// TestNoRecorder keeps a session in a stage that records nothing from harm.
func TestNoRecorder(t *testing.T) {
	_, h := begin(t)
	v := h.VU
	n, err := vu.NewNursery()
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	bare, err := n.Bear(t.Context(), v.Test(), 0)
	if err != nil {
		t.Fatal(err)
	}
	m := &Meter{}
	m.Begin(bare, &Params{}, "ws://a/", "", time.Now())
	m.Failed(socket.Failure{Phase: "tcp", Code: "refused"})
}
