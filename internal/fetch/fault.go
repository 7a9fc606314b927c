package fetch

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/net/http2"

	"volley/internal/dial"
)

// Numbers of errors, in k6's scheme: the thousands are its own, the hundreds say
// where it happened.
const (
	CodeOther        = 1000
	CodeURL          = 1020
	CodeTimeout      = 1050
	CodeDNS          = 1100
	CodeNoHost       = 1101
	CodeBlacklisted  = 1110
	CodeBlocked      = 1111
	CodeTCP          = 1200
	CodeBrokenPipe   = 1201
	CodeErrno        = 1202
	CodeDial         = 1210
	CodeDialTimeout  = 1211
	CodeRefused      = 1212
	CodeDialErrno    = 1213
	CodeReset        = 1220
	CodeTLS          = 1300
	CodeTLSRecord    = 1301
	CodeAuthority    = 1310
	CodeHostname     = 1311
	CodeGoAway       = 1610
	CodeStream       = 1630
	CodeConnection   = 1650
	CodeDecompress   = 1701
	codeStatus       = 1000 // plus a status of 400 and above
	firstErrorStatus = 400
)

// StatusCode is the number of an answer that is an error by its status, 0 for
// any other.
func StatusCode(status int) int {
	if status < firstErrorStatus {
		return 0
	}
	return codeStatus + status
}

// Explain is an error as results show it: a number, and a text that is the same
// for all errors of a kind, without addresses.
func Explain(err error) (code int, text string) {
	if err == nil {
		return 0, ""
	}
	var at *url.Error
	if errors.As(err, &at) {
		err = at.Err
	}
	for _, kind := range []func(error) (int, string){explainName, explainHTTP2, explainTLS, explainNet} {
		if code, text := kind(err); code != 0 {
			return code, text
		}
	}
	return CodeOther, err.Error()
}

func explainName(err error) (int, string) {
	var (
		dns  *net.DNSError
		body *DecompressError
	)
	switch {
	case errors.Is(err, errTimeout):
		return CodeTimeout, errTimeout.Error()
	case errors.As(err, new(*dial.Blacklisted)):
		return CodeBlacklisted, "ip is blacklisted"
	case errors.As(err, new(*dial.Blocked)):
		return CodeBlocked, "hostname is blocked"
	case errors.As(err, &dns) && dns.IsNotFound:
		return CodeNoHost, "lookup: no such host"
	case errors.As(err, &dns):
		return CodeDNS, "lookup: " + dns.Err
	case errors.As(err, &body):
		return CodeDecompress, body.Error()
	}
	return 0, ""
}

// explainHTTP2 numbers RFC 9113's error codes, of which there are fourteen.
// net/http keeps the types of some to itself, so that their texts must do.
func explainHTTP2(err error) (int, string) {
	var stream http2.StreamError
	if errors.As(err, &stream) {
		return CodeStream + known(stream.Code), fmt.Sprintf("http2: stream error with http2 ErrCode %s", stream.Code)
	}
	text := err.Error()
	if _, rest, ok := strings.Cut(text, "sent GOAWAY"); ok {
		_, name, _ := strings.Cut(rest, "ErrCode=")
		name, _, _ = strings.Cut(name, ",")
		return CodeGoAway + numbered(name), "http2: received GoAway with http2 ErrCode " + name
	}
	if _, name, ok := strings.Cut(text, "connection error: "); ok {
		return CodeConnection + numbered(name), "http2: connection error with http2 ErrCode " + name
	}
	return 0, ""
}

// codes is how many error codes RFC 9113 §7 has; others count as NO_ERROR.
const codes = 14

func known(code http2.ErrCode) int {
	if code < codes {
		return int(code)
	}
	return 0
}

// numbered is the code of a name such as PROTOCOL_ERROR.
func numbered(name string) int {
	for code := range http2.ErrCode(codes) {
		if code.String() == name {
			return int(code)
		}
	}
	return 0
}

func explainTLS(err error) (int, string) {
	var (
		record tls.RecordHeaderError
		alert  tls.AlertError
	)
	switch {
	case errors.As(err, new(x509.UnknownAuthorityError)):
		return CodeAuthority, "x509: unknown authority"
	case errors.As(err, new(x509.HostnameError)):
		return CodeHostname, "x509: certificate doesn't match hostname"
	case errors.As(err, &record):
		return CodeTLSRecord, record.Error()
	case errors.As(err, &alert), errors.As(err, new(*tls.CertificateVerificationError)):
		return CodeTLS, err.Error()
	case err.Error() == notTLS:
		// net/http looks at the first bytes and keeps no type.
		return CodeTLSRecord, "tls: first record does not look like a TLS handshake"
	}
	return 0, ""
}

const notTLS = "http: server gave HTTP response to HTTPS client"

func explainNet(err error) (int, string) {
	var op *net.OpError
	if !errors.As(err, &op) {
		return 0, ""
	}
	if op.Net != "tcp" && op.Net != "tcp6" && op.Net != "tcp4" {
		return 1010, err.Error()
	}
	var errno syscall.Errno
	system := errors.As(err, &errno)
	switch {
	case system && errno == syscall.ECONNRESET, dial.Code(err) == "reset" && op.Op == "read":
		return CodeReset, op.Op + ": connection reset by peer"
	case op.Op == "dial" && (errors.Is(err, os.ErrDeadlineExceeded) || op.Timeout()):
		return CodeDialTimeout, "dial: i/o timeout"
	case op.Op == "dial" && dial.Code(err) == "refused":
		return CodeRefused, "dial: connection refused"
	case op.Op == "dial" && system:
		return CodeDialErrno, fmt.Sprintf("dial: unknown errno `%d` on %s with message `%s`", errno, runtime.GOOS, errno)
	case op.Op == "dial":
		return CodeDial, "dial: " + op.Err.Error()
	case system && errno == syscall.EPIPE:
		return CodeBrokenPipe, op.Op + ": broken pipe"
	case system:
		return CodeErrno, fmt.Sprintf("%s: unknown errno `%d` on %s with message `%s`", op.Op, errno, runtime.GOOS, errno)
	}
	return CodeTCP, op.Op + ": " + op.Err.Error()
}
