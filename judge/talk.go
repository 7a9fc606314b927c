package judge

import (
	"fmt"
	"strconv"
	"strings"
)

// conn is one WebSocket under a foreign library. One goroutine reads; write,
// fragments and ping may be called from another one, too.
type conn interface {
	read() (binary bool, data []byte, err error)
	write(binary bool, data []byte) error
	// fragments sends a text in several frames.
	fragments(text string) error
	// ping sends a ping; told is called once its pong has come, maybe from
	// another goroutine.
	ping(payload string, told func()) error
	// close sends a close frame and may wait for the answer.
	close(code int, reason string) error
	// end ends TCP without a close frame.
	end(reset bool)
	// ended reads the close code and reason from the error that ended reading.
	ended(err error) (code int, reason string)
	agreed() (protocol, extensions string)
}

// talk reads until the socket ends, does what it is told, and returns how the
// socket ended.
func talk(c conn, l *ledger) (code int, reason string) {
	say := func(binary bool, data []byte) {
		if c.write(binary, data) == nil {
			l.with(func(s *Stats) { s.Out.add(binary, len(data)) })
		}
	}
	for {
		binary, data, err := c.read()
		if err != nil {
			return c.ended(err)
		}
		l.with(func(s *Stats) { s.In.add(binary, len(data)) })
		if binary || len(data) == 0 || data[0] != '!' {
			say(binary, data)
			continue
		}
		if err := obey(c, l, string(data), say); err != nil {
			l.with(func(s *Stats) { s.Faults = append(s.Faults, fmt.Sprintf("%s: %v", data, err)) })
		}
	}
}

// obey does what one message orders.
func obey(c conn, l *ledger, order string, say func(bool, []byte)) error {
	word, rest, _ := strings.Cut(order, " ")
	first, second, _ := strings.Cut(rest, " ")
	n, _ := strconv.Atoi(first) // of those that take a number; the test sees a wrong one
	protocol, extensions := c.agreed()
	switch word {
	case "!close":
		return c.close(n, second)
	case "!fin":
		c.end(false)
	case "!rst":
		c.end(true)
	case "!ping":
		return c.ping(rest, func() { say(false, []byte("pong "+rest)) })
	case "!fragments":
		if err := c.fragments(Letters(n)); err != nil {
			return err
		}
		l.with(func(s *Stats) { s.Out.add(false, n) })
	case "!push":
		size, _ := strconv.Atoi(second)
		for range n {
			say(true, []byte(Letters(size)))
		}
	case "!left":
		binaries := 0
		l.with(func(s *Stats) { binaries = s.Out.Binary })
		say(false, []byte(strconv.Itoa(binaries)))
	case "!protocol":
		say(false, []byte(protocol))
	case "!extensions":
		say(false, []byte(extensions))
	default:
		return fmt.Errorf("nobody knows %q", word)
	}
	return nil
}

// Letters is the text of so many letters that all servers know: a to z, again
// and again.
func Letters(n int) string {
	return strings.Repeat("abcdefghijklmnopqrstuvwxyz", n/26+1)[:n]
}
