package socket

import (
	"encoding/base64"
	"errors"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"volley/internal/dial"
	"volley/internal/wire"
)

// request writes the upgrade request on the connection just made.
func (s *Socket) request() {
	w := s.way
	w.phase = PhaseUpgrade
	w.begun = time.Now()
	w.upgrade = w.ask(newKey())
	s.conn.Extend(w.upgrade.Append)
	s.conn.Push()
}

// ask is the opening handshake; over HTTP/2 it has no key. Credentials in the URL
// are for the server, unless the script has other ones for it (RFC 7617).
func (w *way) ask(key string) wire.Upgrade {
	c := &w.config
	fields := c.Fields
	if user := c.URL.User; user != nil && fields.Value("Authorization") == "" {
		password, _ := user.Password()
		fields.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password)))
	}
	return wire.Upgrade{
		Host: w.host(), Target: w.path(), Key: key,
		Protocols: c.Protocols, NeedProtocol: c.NeedProtocol, Deflate: c.Deflate, Fields: fields,
	}
}

// hostOf is the Host field for a URL (RFC 9110 §7.2): with the port only if it is
// not the scheme's own, and without the zone of an IPv6 address, which means
// nothing to the server (RFC 6874 §4).
func hostOf(u *url.URL) string {
	host, port := u.Hostname(), u.Port()
	if strings.Contains(host, ":") {
		host, _, _ = strings.Cut(host, "%")
		host = "[" + host + "]"
	}
	secure := u.Scheme == "wss" || u.Scheme == "https"
	if port == "" || port == "80" && !secure || port == "443" && secure {
		return host
	}
	return host + ":" + port
}

// answer reads the server's answer. Bytes behind a 101 belong to the stream of
// frames and are read in the same tick, after OnOpen.
func (s *Socket) answer(b []byte, at time.Time) {
	done, n, err := s.way.reader.Feed(b)
	switch {
	case err != nil:
		s.refuse(err, nil)
	case done:
		if s.check(at) && n < len(b) {
			s.feed(b[n:], at)
		}
	}
}

// hungUp is the end of the connection while the answer is awaited; it completes
// the body of a refusal, also one that was to be longer.
func (s *Socket) hungUp(err error) {
	s.release()
	if s.way.share != nil {
		s.streamLost(err)
		return
	}
	done, fault := s.way.reader.End()
	switch {
	case done: // a reset says less than the status
		s.check(time.Now())
	case !errors.Is(err, io.EOF):
		s.refuse(err, nil)
	case fault != nil:
		s.refuse(fault, nil)
	default:
		s.refuse(io.ErrUnexpectedEOF, nil)
	}
}

// check opens s if the answer says so, and tells whether it did and whether the
// stream is still wanted.
func (s *Socket) check(at time.Time) bool {
	w := s.way
	response := w.reader.Response()
	protocol, params, deflate, err := w.upgrade.Check(response)
	if err != nil {
		s.refuse(err, response)
		return false
	}
	if s.conn == nil { // a 101 completed by the end of the connection
		s.refuse(io.ErrUnexpectedEOF, response)
		return false
	}
	return s.opened(response, at, terms{protocol, params, deflate})
}

// terms is what the server's answer has settled.
type terms struct {
	protocol string
	params   wire.DeflateParams
	deflate  bool
}

// opened ends the way, and tells whether the stream is still wanted.
func (s *Socket) opened(response *wire.Response, at time.Time, a terms) bool {
	w := s.way
	if a.deflate {
		s.out = wire.NewDeflater(a.params)
		s.in.Inflate = wire.NewInflater(a.params)
	}
	w.phases.Upgrade += at.Sub(w.begun)
	opening := Opening{
		Protocol: a.protocol, Extensions: response.Fields.Values("Sec-WebSocket-Extensions"), Response: response,
		Phases: w.phases, Start: w.start, End: at, Remote: w.remote,
	}
	s.loop.Disarm(&s.timer)
	s.loop.Hurry(-1)
	s.way = nil
	s.state = StateOpen
	s.at = at
	s.beRare(&w.config)
	if s.paused {
		s.conn.Pause()
	}
	s.handler.OnOpen(opening)
	return s.state == StateOpen || s.state == StateClosing
}

// refuse fails s in the upgrade phase.
func (s *Socket) refuse(err error, response *wire.Response) {
	w := s.way
	w.phases.Upgrade += time.Since(w.begun)
	s.tell(Failure{Err: err, Phase: PhaseUpgrade, Code: refusalCode(err, response), Response: response})
}

// refusalCode is the word for a failed upgrade.
func refusalCode(err error, response *wire.Response) string {
	success := 101
	if response != nil && response.Proto == "HTTP/2.0" {
		success = 200
	}
	switch {
	case response != nil && response.Status != success:
		return "status-" + strconv.Itoa(response.Status)
	case response != nil:
		return "bad-handshake"
	}
	if code := dial.Code(err); code != "other" {
		return code
	}
	return "malformed"
}

// fail ends the way here and tells the handler at once.
func (s *Socket) fail(phase string, err error) {
	s.tell(Failure{Err: err, Phase: phase, Code: dial.Code(err)})
}

// failLater ends the way from inside a call: the handler hears of it in the
// next timer pass, everything else is over at once.
func (s *Socket) failLater(phase string, err error) {
	s.deferFailure(Failure{Err: err, Phase: phase, Code: dial.Code(err)})
}

// giveUp is failLater for an attempt nobody wants any more. What a job is doing
// only the job knows; the phase named is the one it is there for.
func (s *Socket) giveUp() {
	w := s.way
	phase := w.phase
	if w.job != nil && !w.job.waiting() {
		switch {
		case w.target.TLS:
			phase = PhaseTLS
		case w.target.Proxy != dial.NoProxy:
			phase = PhaseProxy
		case w.target.Unix != "":
			phase = PhaseTCP
		default:
			phase = PhaseDNS
		}
	}
	s.deferFailure(Failure{Err: ErrGivenUp, Phase: phase, Code: "given-up"})
}

func (s *Socket) deferFailure(f Failure) {
	s.abort()
	s.way.verdict = &f
	s.loop.Arm(&s.timer, s.loop.Now())
	s.leaveShare(&f)
}

// tell completes a failure and hands it over, as the last call.
func (s *Socket) tell(f Failure) {
	w := s.way
	f.Phases, f.Start, f.End, f.Remote = w.phases, w.start, time.Now(), w.remote
	s.abort()
	s.leaveShare(&f)
	s.loop.Disarm(&s.timer)
	s.loop.Hurry(-1)
	s.way = nil
	s.handler.OnFail(f)
}

// abort leaves nothing behind: no descriptor, and a goroutine only until it sees
// that its result is not wanted.
func (s *Socket) abort() {
	s.state = StateClosed
	if s.way.job != nil {
		s.way.job.discard()
		s.way.job = nil
	}
	if s.way.race != nil {
		s.way.race.abandon()
	}
	if s.conn != nil {
		s.conn.Close()
		s.release()
	}
}
