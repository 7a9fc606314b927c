package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The bounds of what goes to Loki, as k6 has them, and of how long that may take.
const (
	lokiURL     = "http://127.0.0.1:3100/loki/api/v1/push"
	lokiLimit   = 100 // messages in a period
	lokiPeriod  = time.Second
	lokiMessage = 1 << 20 // bytes
	lokiTimeout = 5 * time.Second
	lokiLast    = 2 * time.Second // for what is left at the end
)

// lokiConfig is what stands behind "loki" in --log-output.
//
// Immutable.
type lokiConfig struct {
	url     string
	labels  map[string]string
	header  http.Header
	limit   int
	period  time.Duration
	message int
	level   slog.Level
	allowed []string // attributes that become labels; nil for all
}

// parseLoki reads loki[=URL][,setting=value,…].
func parseLoki(word string, level slog.Level) (lokiConfig, error) {
	c := lokiConfig{
		url: lokiURL, labels: map[string]string{}, header: http.Header{},
		limit: lokiLimit, period: lokiPeriod, message: lokiMessage, level: level,
	}
	parts := splitOutside(strings.TrimPrefix(word, "loki"))
	if address, given := strings.CutPrefix(parts[0], "="); given && address != "" {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return c, fmt.Errorf("--log-output: %q is not the URL of a Loki", address)
		}
		c.url = address
	}
	for _, part := range parts[1:] {
		key, value, _ := strings.Cut(part, "=")
		if err := c.set(key, value); err != nil {
			return c, fmt.Errorf("--log-output: loki: %q %w", part, err)
		}
	}
	return c, nil
}

// set reads one setting.
func (c *lokiConfig) set(key, value string) (err error) {
	switch {
	case strings.HasPrefix(key, "label."):
		c.labels[strings.TrimPrefix(key, "label.")] = value
	case strings.HasPrefix(key, "header."):
		c.header.Set(strings.TrimPrefix(key, "header."), value)
	case key == "limit":
		c.limit, err = atLeastOne(value)
	case key == "msgMaxSize":
		c.message, err = atLeastOne(value)
	case key == "pushPeriod":
		if c.period, err = time.ParseDuration(value); err != nil || c.period <= 0 {
			return fmt.Errorf("is not a duration above 0, such as 1s")
		}
	case key == "level":
		c.level, err = fileLevel("level="+value, c.level)
	case key == "allowedLabels":
		c.allowed = strings.FieldsFunc(strings.Trim(value, "[]"), func(r rune) bool { return r == ',' })
		if c.allowed == nil {
			c.allowed = []string{}
		}
	case key == "profile": // k6's timing of its own pushes: there is nothing to show
	default:
		return fmt.Errorf("is not known: there are label.NAME, header.NAME, limit, pushPeriod, msgMaxSize, level and allowedLabels")
	}
	return err
}

func atLeastOne(value string) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("is not a number above 0")
	}
	return n, nil
}

// splitOutside splits at commas that are not between brackets.
func splitOutside(text string) (parts []string) {
	depth, from := 0, 0
	for i, r := range text {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
		case ',':
			if depth == 0 {
				parts = append(parts, text[from:i])
				from = i + 1
			}
		}
	}
	return append(parts, text[from:])
}

// loki sends log records to a Loki, a batch a period. What is over the limit of a
// period is counted and not sent; nobody ever waits for it.
//
// Safe for concurrent use.
type loki struct {
	config lokiConfig
	failed func(error) // hears of the first push that fails

	mu      sync.Mutex
	streams map[string]*lokiStream
	count   int
	dropped int
	told    bool

	end, ended chan struct{}
}

// lokiStream is the messages of one set of labels.
type lokiStream struct {
	Stream map[string]string `json:"stream"`
	Values [][2]string       `json:"values"`
}

// newLoki begins to send; close ends that.
func newLoki(c lokiConfig, failed func(error)) *loki {
	l := &loki{config: c, failed: failed, streams: map[string]*lokiStream{}, end: make(chan struct{}), ended: make(chan struct{})}
	go l.run()
	return l
}

func (l *loki) run() {
	defer close(l.ended)
	beat := time.NewTicker(l.config.period)
	defer beat.Stop()
	for {
		select {
		case <-beat.C:
			l.push(lokiTimeout)
		case <-l.end:
			l.push(lokiLast)
			return
		}
	}
}

// close sends what is left.
func (l *loki) close() {
	close(l.end)
	<-l.ended
}

// Enabled reports whether records of a level are sent.
func (l *loki) Enabled(_ context.Context, level slog.Level) bool { return level >= l.config.level }

// Handle queues a record for the next batch.
func (l *loki) Handle(_ context.Context, r slog.Record) error {
	labels := maps.Clone(l.config.labels)
	labels["level"] = levelName(r.Level)
	text := r.Message
	r.Attrs(func(a slog.Attr) bool {
		if l.config.allowed == nil || slices.Contains(l.config.allowed, a.Key) {
			labels[a.Key] = a.Value.String()
		} else {
			text += " " + a.Key + "=" + a.Value.String()
		}
		return true
	})
	if len(text) > l.config.message {
		text = strings.ToValidUTF8(text[:l.config.message], "")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.count >= l.config.limit {
		l.dropped++
		return nil
	}
	l.count++
	l.add(labels, r.Time, text)
	return nil
}

// add puts a message into the stream of its labels. The lock is held.
func (l *loki) add(labels map[string]string, at time.Time, text string) {
	var key strings.Builder
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		fmt.Fprintf(&key, "%q=%q,", name, labels[name])
	}
	s := l.streams[key.String()]
	if s == nil {
		s = &lokiStream{Stream: labels}
		l.streams[key.String()] = s
	}
	s.Values = append(s.Values, [2]string{strconv.FormatInt(at.UnixNano(), 10), text})
}

// push sends what has come since the last time.
func (l *loki) push(limit time.Duration) {
	l.mu.Lock()
	if l.dropped > 0 {
		labels := maps.Clone(l.config.labels)
		labels["level"] = levelName(slog.LevelWarn)
		l.add(labels, time.Now(), fmt.Sprintf("volley dropped %d log messages because they were above the limit of %d messages / %s", l.dropped, l.config.limit, l.config.period))
	}
	streams := l.streams
	l.streams, l.count, l.dropped = map[string]*lokiStream{}, 0, 0
	l.mu.Unlock()
	if len(streams) == 0 {
		return
	}
	if err := l.send(streams, limit); err != nil && !l.told {
		l.told = true // only this goroutine looks
		l.failed(err)
	}
}

func (l *loki) send(streams map[string]*lokiStream, limit time.Duration) error {
	var batch struct {
		Streams []*lokiStream `json:"streams"`
	}
	for _, key := range slices.Sorted(maps.Keys(streams)) {
		batch.Streams = append(batch.Streams, streams[key])
	}
	body, err := json.Marshal(batch)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, l.config.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header = l.config.header.Clone()
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	_ = answer.Body.Close()
	if answer.StatusCode >= 300 {
		return fmt.Errorf("%s answers %s", l.config.url, answer.Status)
	}
	return nil
}

// WithAttrs ignores attributes: nobody here gives a logger any.
func (l *loki) WithAttrs([]slog.Attr) slog.Handler { return l }

// WithGroup ignores groups.
func (l *loki) WithGroup(string) slog.Handler { return l }
