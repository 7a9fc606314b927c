package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Keep is what becomes of an answer's body.
type Keep uint8

// The ways to treat a body.
const (
	KeepBody    Keep = iota
	DiscardBody      // read to its end, not kept
)

// Auth is how a request proves who it is from.
type Auth uint8

// The schemes beside basic, which net/http takes from the URL.
const (
	AuthBasic Auth = iota
	AuthDigest
	AuthNTLM
)

// Request is what to ask for. Its maps and bytes are not changed.
type Request struct {
	Method string
	URL    *url.URL
	Header http.Header
	Host   string // the Host field, "" for the URL's
	Body   []byte
	// HasBody sends a length also for an empty body.
	HasBody bool
	// Cookies are those for a URL; Keep stores what an answer sets. Nil for none.
	Jar http.CookieJar
	// Redirects is how many hops are followed.
	Redirects int
	Auth      Auth
	Keep      Keep
	Timeout   time.Duration
}

// Timings are the phases of one hop. Their sum, without those for the
// connection, is what k6 calls the duration.
type Timings struct {
	Blocked, Connecting, TLS    time.Duration
	Sending, Waiting, Receiving time.Duration
}

// Duration is sending, waiting and receiving.
func (t Timings) Duration() time.Duration { return t.Sending + t.Waiting + t.Receiving }

// Hop is one request on the wire and its answer.
type Hop struct {
	Method string
	URL    *url.URL
	Proto  string // "" without an answer
	Status int    // 0 without an answer
	Remote netip.AddrPort
	TLS    *tls.ConnectionState
	Err    error
	End    time.Time
	Timings
}

// Response is what came of a Request.
type Response struct {
	Hops []Hop
	URL  *url.URL // of the last hop
	// Status and what follows are the last hop's answer; all are zero when Err
	// is set.
	Status     int
	StatusText string
	Proto      string
	Header     http.Header
	Cookies    []*http.Cookie
	Remote     netip.AddrPort
	TLS        *tls.ConnectionState
	Body       []byte
	// Sent is the header of the first hop, as it left.
	Sent http.Header
	Err  error
	// More is set when there was another redirect than was allowed.
	More bool
}

// errTimeout is the end of a request's time.
var errTimeout = errors.New("request timeout")

// Do makes the request. It blocks until the answer is read or its time, or ctx,
// is over.
func (c *Client) Do(ctx context.Context, r *Request) *Response {
	out := &Response{URL: r.URL}
	// Waiting for its turn is not the request's time.
	if err := c.config.Limit.Wait(ctx); err != nil {
		out.Err = err
		return out
	}
	ctx, cancel := context.WithTimeoutCause(ctx, r.Timeout, errTimeout)
	defer cancel()
	t := &tracer{c: c}
	err := t.run(ctx, r, out)
	if err != nil && errors.Is(context.Cause(ctx), errTimeout) {
		err = retimed(err)
	}
	t.finish(err)
	out.Hops = t.hops
	if n := len(out.Hops); n > 0 {
		out.Remote = out.Hops[n-1].Remote
	}
	if err != nil {
		out.fail(err)
	}
	return out
}

// fail keeps what is known without an answer.
func (r *Response) fail(err error) {
	r.Err = err
	r.Status, r.StatusText, r.Proto, r.Header, r.Cookies, r.TLS = 0, "", "", nil, nil, nil
}

// retimed says "request timeout" in the place of the context's error.
func retimed(err error) error {
	var at *url.Error
	if errors.As(err, &at) {
		return &url.Error{Op: at.Op, URL: at.URL, Err: errTimeout}
	}
	return errTimeout
}

func (t *tracer) run(ctx context.Context, r *Request, out *Response) error {
	req := newRequest(ctx, r)
	out.Sent = req.Header
	client := http.Client{Transport: authorized(r, t), Jar: r.Jar}
	client.CheckRedirect = func(next *http.Request, via []*http.Request) error {
		out.URL = next.URL
		if len(via) > r.Redirects {
			out.URL, out.More = via[len(via)-1].URL, true
			return http.ErrUseLastResponse
		}
		return nil
	}
	t.sent = &out.Sent
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	out.Status, out.StatusText, out.Proto = res.StatusCode, res.Status, res.Proto
	out.Header, out.Cookies, out.TLS = res.Header, res.Cookies(), res.TLS
	if r.Keep == DiscardBody {
		_, err = io.Copy(io.Discard, res.Body)
		return err
	}
	out.Body, err = io.ReadAll(res.Body)
	t.received()
	if err != nil {
		return err
	}
	out.Body, err = Decompress(out.Body, res.Header.Get("Content-Encoding"))
	return err
}

// newRequest is the first hop's.
func newRequest(ctx context.Context, r *Request) *http.Request {
	u := *r.URL
	req := (&http.Request{
		Method: r.Method, URL: &u, Host: r.Host, Header: r.Header.Clone(),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}).WithContext(ctx)
	if req.Host == "" {
		req.Host = u.Host
	}
	if req.Header == nil {
		req.Header = http.Header{}
	}
	if u.User != nil && r.Auth != AuthBasic {
		req.URL.User = nil // the scheme's own answer carries it
	}
	switch {
	case len(r.Body) > 0:
		req.ContentLength = int64(len(r.Body))
		req.Body = io.NopCloser(bytes.NewReader(r.Body))
		req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(r.Body)), nil }
	case r.HasBody:
		req.Body = http.NoBody
		req.GetBody = func() (io.ReadCloser, error) { return http.NoBody, nil }
	}
	return req
}

// Mask is a URL as a tag: credentials are not shown.
func Mask(u *url.URL) string {
	if u.User == nil {
		return u.String()
	}
	masked := *u
	masked.User = nil
	stars := "****@"
	if _, ok := u.User.Password(); ok {
		stars = "****:****@"
	}
	text := masked.String()
	if at := strings.Index(text, "://"); at >= 0 {
		return text[:at+3] + stars + text[at+3:]
	}
	return text
}
