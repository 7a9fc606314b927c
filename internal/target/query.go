package target

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// query is a request as plans read it: it remembers the first value of the query
// that makes no sense, and a refusal.
type query struct {
	values  url.Values
	request *http.Request
	key     key // of the server
	err     error

	status int // of a refusal, 0 for none
	body   string
}

// refuse answers the request with a status instead of an upgrade.
func (q *query) refuse(status int, body string) { q.status, q.body = status, body }

// number is the whole number at key, from low to high.
func (q *query) number(key string, otherwise, low, high int) int {
	text := q.values.Get(key)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		q.fault("%s=%s: want a whole number from %d to %d", key, text, low, high)
		return otherwise
	}
	return n
}

// duration is the time at key: "250ms", "2s", or a bare number of milliseconds.
func (q *query) duration(key string, otherwise, low, high time.Duration) time.Duration {
	text := q.values.Get(key)
	if text == "" {
		return otherwise
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		d, err = time.ParseDuration(text + "ms")
	}
	if err != nil || d < low || d > high {
		q.fault("%s=%s: want a duration such as 250ms, from %s to %s", key, text, low, high)
		return otherwise
	}
	return d
}

// text is the text at key, of at most so many bytes.
func (q *query) text(key string, most int) string {
	text := q.values.Get(key)
	if len(text) > most {
		q.fault("%s: want at most %d bytes, have %d", key, most, len(text))
		return ""
	}
	return text
}

// choice is the word at key, one of two.
func (q *query) choice(key, otherwise, other string) string {
	switch text := q.values.Get(key); text {
	case "", otherwise:
		return otherwise
	case other:
		return other
	default:
		q.fault("%s=%s: want %s or %s", key, text, otherwise, other)
		return otherwise
	}
}

// closeCode is the close code at key; 1005 stands for a close frame without one.
func (q *query) closeCode(key string, otherwise int) int {
	code := q.number(key, otherwise, 1000, 4999)
	switch {
	case code == 1004, code == 1006, code > 1014 && code < 3000:
		q.fault("%s=%d: RFC 6455 lets nobody send this code", key, code)
	}
	return code
}

func (q *query) fault(format string, args ...any) {
	if q.err == nil {
		q.err = fmt.Errorf(format, args...)
	}
}
