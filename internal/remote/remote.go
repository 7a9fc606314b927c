package remote

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	first   = 60 * time.Second // the wait for a module that is not there
	again   = 10 * time.Second // the wait to hear whether a copy is still right
	maxSize = 64 << 20         // bytes of one module
)

// Config says where copies are kept.
type Config struct {
	// Dir is the folder; "" keeps nothing.
	Dir string
	// Proxy is the proxy for an address, nil for none.
	Proxy func(*url.URL) (*url.URL, error)
	// Warn is told when a copy was used because its server could not be asked,
	// and when one could not be kept.
	Warn func(sentence string)
	// TLS is for the servers asked; nil is the system's.
	TLS *tls.Config
}

// Cache fetches modules and keeps them.
//
// Safe for concurrent use.
type Cache struct {
	store  store
	warn   func(string)
	client *http.Client
}

// New makes a Cache. It touches neither disk nor network.
func New(c Config) *Cache {
	warn := c.Warn
	if warn == nil {
		warn = func(string) {}
	}
	proxy := func(r *http.Request) (*url.URL, error) {
		if c.Proxy == nil {
			return nil, nil
		}
		return c.Proxy(r.URL)
	}
	return &Cache{
		store: store{c.Dir},
		warn:  warn,
		client: &http.Client{
			Transport: &http.Transport{Proxy: proxy, TLSClientConfig: c.TLS, ForceAttemptHTTP2: true, DisableKeepAlives: true},
			CheckRedirect: func(to *http.Request, via []*http.Request) error {
				switch {
				case to.URL.Scheme != "https":
					return fmt.Errorf("it redirects to %s, which is not https", to.URL)
				case len(via) >= 10:
					return errors.New("it redirects ten times and more")
				}
				return nil
			},
		},
	}
}

// Get is the module at an https URL, and the URL its redirects lead to. The
// error is a reason, without the URL, and says what to do.
func (c *Cache) Get(ctx context.Context, location string) (text []byte, final string, err error) {
	kept := c.load(location)
	if kept != nil && time.Now().Before(kept.Fresh) {
		return kept.text, kept.Final, nil
	}
	limit := first
	if kept != nil {
		limit = again
	}
	asked, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("no answer in %s", limit))
	defer cancel()
	got, err := c.fetch(asked, location, kept)
	switch {
	case err == nil:
		c.keep(got)
		return got.text, got.Final, nil
	case ctx.Err() != nil:
		return nil, "", context.Cause(ctx)
	}
	if why := context.Cause(asked); why != nil {
		err = why
	}
	if kept != nil {
		c.warn(fmt.Sprintf("using the copy of %s on this disk: %v", location, err))
		return kept.text, kept.Final, nil
	}
	if refused := (*refusal)(nil); !errors.As(err, &refused) {
		err = fmt.Errorf("%w; and there is no copy from an earlier run", err)
	}
	return nil, "", err
}

func (c *Cache) load(location string) *entry {
	if c.store.dir == "" {
		return nil
	}
	return c.store.load(location)
}

func (c *Cache) keep(e *entry) {
	if c.store.dir == "" {
		return
	}
	if err := c.store.save(e); err != nil {
		c.warn(fmt.Sprintf("%s will be fetched again next time: no copy of it can be kept: %v", e.URL, err))
	}
}

// fetch asks as k6 does, which lets servers know what for: with _k6=1, and
// without it if that does not go well.
func (c *Cache) fetch(ctx context.Context, location string, kept *entry) (*entry, error) {
	u, err := url.Parse(location)
	if err != nil {
		return nil, err
	}
	marked := *u
	query := "_k6=1"
	if u.RawQuery != "" {
		query = u.RawQuery + "&" + query
	}
	marked.RawQuery = query
	got, err := c.ask(ctx, marked.String(), location, kept)
	var refused *refusal
	if errors.As(err, &refused) {
		got, err = c.ask(ctx, location, location, kept)
	}
	return got, err
}

// refusal is an answer without a module. Immutable.
type refusal struct{ what string }

func (r *refusal) Error() string { return r.what }

func (c *Cache) ask(ctx context.Context, address, location string, kept *entry) (*entry, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	if kept != nil {
		for name, value := range map[string]string{"If-None-Match": kept.ETag, "If-Modified-Since": kept.Modified} {
			if value != "" {
				request.Header.Set(name, value)
			}
		}
	}
	answer, err := c.client.Do(request)
	if err != nil {
		return nil, reason(err)
	}
	defer func() { _ = answer.Body.Close() }()
	e := &entry{
		URL: location, Final: unmarked(answer.Request.URL), Fresh: time.Now().Add(lifetime(answer.Header)),
		ETag: answer.Header.Get("ETag"), Modified: answer.Header.Get("Last-Modified"),
	}
	if answer.StatusCode == http.StatusNotModified && kept != nil {
		e.Final, e.SHA256, e.text = kept.Final, kept.SHA256, kept.text
		return e, nil
	}
	if answer.StatusCode != http.StatusOK {
		return nil, &refusal{fmt.Sprintf("the server answered %s: check the address in a browser", answer.Status)}
	}
	if kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type")); kind == "text/html" {
		return nil, &refusal{"the server answered with a page (text/html), not with a module: take the address of the file itself"}
	}
	e.text, err = io.ReadAll(io.LimitReader(answer.Body, maxSize+1))
	switch {
	case err != nil:
		return nil, reason(err)
	case len(e.text) > maxSize:
		return nil, &refusal{fmt.Sprintf("it is larger than %d MB", maxSize>>20)}
	}
	e.SHA256 = sum(e.text)
	return e, nil
}

// unmarked is a URL without the mark of fetch.
func unmarked(u *url.URL) string {
	clean := *u
	clean.RawQuery = strings.TrimSuffix(strings.TrimSuffix(clean.RawQuery, "_k6=1"), "&")
	return clean.String()
}

// lifetime is how long an answer may be used without asking (RFC 9111 §4.2.1).
func lifetime(h http.Header) time.Duration {
	var life time.Duration
	for _, directive := range strings.Split(strings.Join(h.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch strings.ToLower(name) {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			if seconds, err := strconv.ParseUint(strings.Trim(value, `"`), 10, 31); err == nil {
				life = time.Duration(seconds) * time.Second
			}
		}
	}
	if age, err := strconv.ParseUint(h.Get("Age"), 10, 31); err == nil {
		life -= time.Duration(age) * time.Second
	}
	return life
}

// reason takes from an error of net/http what its reader knows already.
func reason(err error) error {
	var outer *url.Error
	if errors.As(err, &outer) {
		err = outer.Err
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return fmt.Errorf("there is no host %s, or no network", dns.Name)
	}
	return err
}
