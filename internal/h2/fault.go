package h2

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"syscall"
)

// Code is an HTTP/2 error code (RFC 9113 §7).
type Code uint32

// The codes this package uses itself.
const (
	codeNone         Code = 0x0
	codeProtocol     Code = 0x1
	codeFlow         Code = 0x3
	codeStreamClosed Code = 0x5
	codeFrameSize    Code = 0x6
	codeRefused      Code = 0x7
	codeCancel       Code = 0x8
	codeCompression  Code = 0x9
	codeCalm         Code = 0xb
)

var codeNames = []string{
	"NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED",
	"FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM",
	"INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
}

// String is the code's name in RFC 9113.
func (c Code) String() string {
	if uint64(c) < uint64(len(codeNames)) {
		return codeNames[c]
	}
	return "code " + strconv.FormatUint(uint64(c), 10)
}

// Fault is a server that breaks the rules of HTTP/2. If it is one stream's, the
// others go on.
// Immutable.
type Fault struct {
	Code Code // what the server is told
	Why  string
}

func (f *Fault) Error() string {
	return fmt.Sprintf("the server broke HTTP/2: %s (%s)", f.Why, f.Code)
}

// Reset is the end of a stream by RST_STREAM: what a TCP reset is to HTTP/1.1.
// Immutable.
type Reset struct{ Code Code }

func (r *Reset) Error() string { return fmt.Sprintf("the server reset the HTTP/2 stream (%s)", r.Code) }

// Unwrap is the error of a TCP reset, or ErrUnprocessed.
func (r *Reset) Unwrap() []error {
	if r.Code == codeRefused {
		return []error{ErrUnprocessed, syscall.ECONNRESET}
	}
	return []error{syscall.ECONNRESET}
}

// ErrUnprocessed is the end of a stream the server has done nothing for: it may
// be tried again, on another connection (RFC 9113 §8.7).
var ErrUnprocessed = errors.New("the server did not take the HTTP/2 stream")

// The ends of a shared connection, beyond those that net has words for.
var (
	errSilent  = fmt.Errorf("the server does not answer HTTP/2 pings: %w", os.ErrDeadlineExceeded)
	errAtEnd   = fmt.Errorf("the server ended the HTTP/2 connection: %w", io.ErrUnexpectedEOF)
	errLate    = fmt.Errorf("the server sends no HTTP/2 settings: %w", os.ErrDeadlineExceeded)
	errNoRoom  = fmt.Errorf("the HTTP/2 connection takes no more streams: %w", ErrUnprocessed)
	errGoingBy = fmt.Errorf("the server is shutting the HTTP/2 connection down: %w", ErrUnprocessed)
)

// errGoAway is a connection that the server ended and said why.
func errGoAway(code Code, debug string) error {
	if debug != "" {
		return fmt.Errorf("the server ended the HTTP/2 connection (%s: %q): %w", code, debug, io.ErrUnexpectedEOF)
	}
	return fmt.Errorf("the server ended the HTTP/2 connection (%s): %w", code, io.ErrUnexpectedEOF)
}

func broken(code Code, why string) error { return &Fault{Code: code, Why: why} }
