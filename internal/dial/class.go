package dial

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"syscall"
)

// The phases an error can belong to on the way to a connection. Who goes on from
// there (upgrade, protocol, close) has words of its own.
const (
	PhaseDNS   = "dns"
	PhaseTCP   = "tcp"
	PhaseProxy = "proxy" // all up to the proxy's word that it has connected
	PhaseTLS   = "tls"
)

// Error is an error of Dial that knows where it happened. Its text is that of
// the error it wraps.
// Immutable.
type Error struct {
	Phase   string
	Remote  netip.AddrPort // the address tried, if it came to that
	In, Out uint64         // bytes that went over the connection in vain
	Err     error
}

func (e *Error) Error() string { return e.Err.Error() }

// Unwrap is the error as net, crypto/tls or this package gave it.
func (e *Error) Unwrap() error { return e.Err }

// Blocked says that a host name must not be connected to.
// Immutable.
type Blocked struct{ Host, Pattern string }

func (e *Blocked) Error() string {
	return fmt.Sprintf("hostname (%s) is in a blocked pattern (%s)", e.Host, e.Pattern)
}

// Blacklisted says that an address must not be connected to.
// Immutable.
type Blacklisted struct {
	Addr  netip.Addr
	Range netip.Prefix
}

func (e *Blacklisted) Error() string {
	return fmt.Sprintf("IP (%s) is in a blacklisted range (%s)", e.Addr, e.Range)
}

// Refusal is a proxy's answer that it will not, or cannot, connect.
// Immutable.
type Refusal struct {
	Proxy string // its URL
	To    string // host:port
	Why   string // "407 Proxy Authentication Required", "host unreachable"
	code  string
}

func (e *Refusal) Error() string {
	return fmt.Sprintf("proxy %s does not connect to %s: %s", e.Proxy, e.To, e.Why)
}

// wrap gives an error its phase: a blacklisted address is found with the names,
// but it is the TCP connection that is refused.
func wrap(phase string, err error) *Error {
	var (
		fault       *Error
		blacklisted *Blacklisted
	)
	switch {
	case errors.As(err, &fault):
		return fault
	case errors.As(err, &blacklisted):
		phase = PhaseTCP
	}
	return &Error{Phase: phase, Err: err}
}

// Phase is the phase an error belongs to: PhaseDNS, PhaseTCP, PhaseProxy, PhaseTLS,
// or "" if the error does not tell.
func Phase(err error) string {
	var (
		known   *Error
		dns     *net.DNSError
		blocked *Blocked
		op      *net.OpError
	)
	switch {
	case err == nil:
	case errors.As(err, &known):
		return known.Phase
	case errors.As(err, &dns), errors.As(err, &blocked):
		return PhaseDNS
	case isTLS(err):
		return PhaseTLS
	case errors.As(err, new(*Blacklisted)), errors.As(err, &op):
		return PhaseTCP
	}
	return ""
}

// Code is a short word for an error, the same on every system: "refused",
// "timeout", "no-such-host" and so on; "other" if nothing fits, "" for nil.
func Code(err error) string {
	if err == nil {
		return ""
	}
	var (
		dns     *net.DNSError
		refusal *Refusal
	)
	switch {
	case errors.As(err, &refusal):
		return refusal.code
	case errors.As(err, &dns):
		return dnsCode(dns)
	case errors.As(err, new(*Blocked)), errors.As(err, new(*Blacklisted)):
		return "blocked"
	case errors.Is(err, context.Canceled):
		return "canceled"
	}
	if code := errnoCode(err); code != "" {
		return code
	}
	var timed net.Error
	switch {
	case isTLS(err):
		return tlsCode(err)
	case errors.As(err, &timed) && timed.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "eof"
	case errors.Is(err, net.ErrClosed), errors.Is(err, io.ErrClosedPipe):
		return "closed"
	}
	return "other"
}

func dnsCode(err *net.DNSError) string {
	switch {
	case err.IsNotFound:
		return "no-such-host"
	case err.IsTimeout:
		return "timeout"
	}
	return "no-answer"
}

// errnos sorts the system's error numbers. The second number of a row is that of
// Windows Sockets, which syscall does not name; elsewhere nothing has it.
var errnos = []struct {
	errno, windows syscall.Errno
	code           string
}{
	{syscall.ECONNREFUSED, 10061, "refused"},
	{syscall.ECONNRESET, 10054, "reset"},
	{syscall.EPIPE, 10058, "reset"},
	{syscall.ECONNABORTED, 10053, "reset"},
	{syscall.ENETUNREACH, 10051, "unreachable"},
	{syscall.EHOSTUNREACH, 10065, "unreachable"},
	{syscall.ETIMEDOUT, 10060, "timeout"},
	{syscall.EADDRNOTAVAIL, 10049, "no-free-port"},
	{syscall.EADDRINUSE, 10048, "no-free-port"},
	{syscall.EMFILE, 10024, "too-many-files"},
	{syscall.ENFILE, 10024, "too-many-files"},
	{syscall.ENOBUFS, 10055, "no-buffers"},
	{syscall.EACCES, 10013, "denied"},
	{syscall.EPERM, 10013, "denied"},
	{syscall.EAFNOSUPPORT, 10047, "unreachable"},
	{syscall.ENOENT, 2, "no-such-file"}, // a Unix socket
}

func errnoCode(err error) string {
	var errno syscall.Errno
	if !errors.As(err, &errno) {
		return ""
	}
	for _, row := range errnos {
		if errno == row.errno || errno == row.windows {
			return row.code
		}
	}
	return ""
}

// isTLS tells errors only a TLS handshake or TLS record can be the cause of.
func isTLS(err error) bool { return tlsCode(err) != "" }

func tlsCode(err error) string {
	var (
		alert  tls.AlertError
		record tls.RecordHeaderError
		op     *net.OpError
	)
	switch {
	case errors.As(err, new(*tls.CertificateVerificationError)),
		errors.As(err, new(x509.UnknownAuthorityError)),
		errors.As(err, new(x509.HostnameError)),
		errors.As(err, new(x509.CertificateInvalidError)):
		return "certificate"
	case errors.As(err, &record):
		return "not-tls"
	case errors.As(err, &alert), errors.As(err, &op) && op.Op == "remote error":
		return "alert"
	}
	return ""
}
