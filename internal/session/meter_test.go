package session

import (
	"errors"
	"strconv"
	"testing"
	"time"

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
	m.Sent(now)
	m.Received(now)
	m.Received(now)
	sums(t, h, map[string]float64{
		"ws_open_sockets": 1, "ws_sessions{status:101,subproto:chat,url:ws://a/}": 1, "ws_connecting": 1,
		"ws_lookup": 1, "ws_tcp_connecting": 1, "ws_tls_handshaking": 0, "ws_upgrading": 0, "ws_session_duration": 0,
	})
	m.Ended("close", "eof", now)
	m.Ended("close", "reset", now)
	sums(t, h, map[string]float64{
		"ws_open_sockets": 0, "ws_session_duration{subproto:chat}": 1, "ws_errors": 1, "ws_errors{phase:close,code:eof}": 1,
		"ws_msgs_sent{status:101}": 1, "ws_msgs_received{status:101}": 2,
	})
}

// TestRefused counts an attempt that came to nothing: no session, no duration.
func TestRefused(t *testing.T) {
	m, h := begin(t)
	now := time.Now()
	m.Failed(socket.Failure{Err: errors.New("no"), Phase: "tcp", Code: "refused", Start: now, End: now})
	m.Ended("", "", now)
	sums(t, h, map[string]float64{
		"ws_sessions": 1, "ws_connecting": 1, "ws_errors{phase:tcp,code:refused}": 1,
		"ws_session_duration": 0, "ws_open_sockets": 0,
	})
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
