package secret

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/tidwall/gjson"
	"golang.org/x/time/rate"
)

// maxSecret bounds an answer.
const maxSecret = 1 << 20

// place is where a placeholder's secret is asked for.
const place = "{key}"

// remote asks an HTTP server for each secret, once.
//
// Safe for concurrent use.
type remote struct {
	template string
	method   string
	header   http.Header
	path     string // in the answer's JSON; "" for all of it
	timeout  time.Duration
	minute   int // requests in one
	burst    int
	retries  int
	backoff  time.Duration

	client  *http.Client
	limiter *rate.Limiter

	mu    sync.Mutex
	known map[string]*asked
}

// asked is a secret that somebody has asked for.
type asked struct {
	done  chan struct{} // closed when it is there
	value string
	err   error
	left  bool // who asked has gone before there was an answer
}

// newRemote reads key=value words, what config= names and the environment; the
// first of these counts.
func newRemote(words []string, c Config) (*remote, error) {
	r := &remote{method: http.MethodGet, header: http.Header{}, timeout: 30 * time.Second, minute: 300, burst: 10, retries: 3, backoff: time.Second, known: map[string]*asked{}}
	for _, pair := range c.Env("SECRET_SOURCE_URL_") {
		if name, isHeader := strings.CutPrefix(pair[0], "HEADER_"); isHeader {
			r.header.Set(strings.ReplaceAll(name, "_", "-"), pair[1])
			continue
		}
		// URL_TEMPLATE is urlTemplate.
		key := strings.ToLower(strings.ReplaceAll(pair[0], "_", ""))
		for _, known := range remoteKeys {
			if strings.ToLower(known) == key {
				key = known
			}
		}
		if err := r.set(key, pair[1]); err != nil {
			return nil, err
		}
	}
	for _, word := range words {
		if path, isFile := strings.CutPrefix(word, "config="); isFile {
			if err := r.file(path, c.Read); err != nil {
				return nil, err
			}
		}
	}
	for n, word := range words {
		key, value, ok := strings.Cut(word, "=")
		if !ok {
			return nil, fmt.Errorf("part %d has no =: a setting is key=value", n+1)
		}
		if key == "config" {
			continue
		}
		if err := r.set(key, value); err != nil {
			return nil, err
		}
	}
	if r.template == "" {
		return nil, errors.New("it has no urlTemplate, such as urlTemplate=https://host/secrets/{key}")
	}
	u, err := url.Parse(strings.ReplaceAll(r.template, place, "key"))
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return nil, errors.New("urlTemplate is no http or https URL")
	case !strings.Contains(r.template, place):
		return nil, fmt.Errorf("urlTemplate has no %s, the place of a secret's name", place)
	}
	r.client = &http.Client{Timeout: r.timeout, Transport: &http.Transport{Proxy: c.proxy(), MaxIdleConnsPerHost: 4, IdleConnTimeout: time.Minute}}
	r.limiter = rate.NewLimiter(rate.Every(time.Minute/time.Duration(r.minute)), r.burst)
	return r, nil
}

// remoteKeys are the settings, beside headers.NAME.
var remoteKeys = []string{"urlTemplate", "method", "responsePath", "timeout", "requestsPerMinuteLimit", "requestsBurst", "maxRetries", "retryBackoff"}

func (r *remote) set(key, value string) (err error) {
	number := func(to *int, least int) {
		n, fault := strconv.Atoi(value)
		if fault != nil || n < least || n > 1e6 {
			err = fmt.Errorf("%s is a whole number from %d to 1000000, not %q", key, least, value)
			return
		}
		*to = n
	}
	duration := func(to *time.Duration) {
		d, fault := time.ParseDuration(value)
		if fault != nil || d <= 0 {
			err = fmt.Errorf("%s is a duration such as 30s, not %q", key, value)
			return
		}
		*to = d
	}
	switch key {
	case "urlTemplate":
		r.template = value
	case "method":
		r.method = strings.ToUpper(value)
	case "responsePath":
		r.path = value
	case "timeout":
		duration(&r.timeout)
	case "requestsPerMinuteLimit":
		number(&r.minute, 1)
	case "requestsBurst":
		number(&r.burst, 1)
	case "maxRetries":
		number(&r.retries, 0)
	case "retryBackoff":
		duration(&r.backoff)
	default:
		name, isHeader := strings.CutPrefix(key, "headers.")
		if !isHeader {
			return fmt.Errorf("%q is no setting of it: there are %s and headers.NAME", key, strings.Join(remoteKeys, ", "))
		}
		r.header.Set(name, value)
	}
	return err
}

// file reads settings as a JSON object.
func (r *remote) file(path string, read func(string) ([]byte, error)) error {
	text, err := read(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, reason(err))
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		return fmt.Errorf("read %s: it is no JSON object: %w", path, err)
	}
	for key, value := range fields {
		headers, isObject := value.(map[string]any)
		if key != "headers" || !isObject {
			if err := r.set(key, fmt.Sprint(value)); err != nil {
				return fmt.Errorf("read %s: %w", path, err)
			}
			continue
		}
		for name, value := range headers {
			r.header.Set(name, fmt.Sprint(value))
		}
	}
	return nil
}

// get asks, unless somebody has. kept is told of a secret before anybody else.
func (r *remote) get(ctx context.Context, key string, kept func(value string)) (string, error) {
	r.mu.Lock()
	a, ours := r.known[key], false
	if a == nil {
		a, ours = &asked{done: make(chan struct{})}, true
		r.known[key] = a
	}
	r.mu.Unlock()
	if !ours {
		select {
		case <-a.done:
			if a.left { // its iteration ended, not ours
				return r.get(ctx, key, kept)
			}
			return a.value, a.err
		case <-ctx.Done():
			return "", context.Cause(ctx)
		}
	}
	a.value, a.err = r.fetch(ctx, key)
	if a.err == nil {
		kept(a.value)
	} else { // who asks later may have more luck
		a.left = ctx.Err() != nil
		r.mu.Lock()
		delete(r.known, key)
		r.mu.Unlock()
	}
	close(a.done)
	return a.value, a.err
}

// fetch asks until there is an answer, or no hope.
func (r *remote) fetch(ctx context.Context, key string) (value string, err error) {
	for n := 0; ; n++ {
		var hope bool
		if err := r.limiter.Wait(ctx); err != nil {
			return "", fmt.Errorf("failed to get secret: %w", err)
		}
		value, hope, err = r.ask(ctx, key)
		if err == nil || !hope || n == r.retries {
			return value, err
		}
		select {
		case <-time.After(r.backoff << min(n, 10)):
		case <-ctx.Done():
			return "", context.Cause(ctx)
		}
	}
}

// ask makes one request. hope says whether another could end better.
func (r *remote) ask(ctx context.Context, key string) (value string, hope bool, err error) {
	request, err := http.NewRequestWithContext(ctx, r.method, strings.ReplaceAll(r.template, place, key), nil)
	if err != nil {
		return "", false, fmt.Errorf("failed to get secret: %w", err)
	}
	request.Header = r.header.Clone()
	answer, err := r.client.Do(request)
	if err != nil {
		return "", ctx.Err() == nil, fmt.Errorf("failed to get secret: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxSecret+1))
	switch {
	case answer.StatusCode < 200 || answer.StatusCode > 299:
		return "", answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode >= 500, fmt.Errorf("status code %d: failed to get secret", answer.StatusCode)
	case err != nil:
		return "", true, fmt.Errorf("failed to get secret: %w", err)
	case len(body) > maxSecret:
		return "", false, fmt.Errorf("failed to get secret: the answer is larger than %d kB", maxSecret>>10)
	case r.path == "":
		return string(body), false, nil
	}
	found := gjson.GetBytes(body, r.path)
	switch {
	case !found.Exists():
		return "", false, fmt.Errorf("failed to extract secret: path %q not found in response", r.path)
	case found.Type != gjson.String:
		return "", false, fmt.Errorf("failed to extract secret: secret value at path %q is not a string (got %s)", r.path, found.Type)
	}
	return found.String(), false, nil
}

// proxy is what net/http asks.
func (c Config) proxy() func(*http.Request) (*url.URL, error) {
	if c.Proxy == nil {
		return nil
	}
	return func(r *http.Request) (*url.URL, error) { return c.Proxy(r.URL) }
}
