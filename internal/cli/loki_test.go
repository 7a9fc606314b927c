package cli

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// lokiServer keeps what is pushed to it.
type lokiServer struct {
	*httptest.Server
	mu      sync.Mutex
	streams []lokiStream
	headers []http.Header
	status  int
	came    chan struct{} // one for each push, as far as there is room
}

func newLokiServer(t *testing.T, status int) *lokiServer {
	s := &lokiServer{status: status, came: make(chan struct{}, 16)}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var batch struct {
			Streams []lokiStream `json:"streams"`
		}
		d := json.NewDecoder(r.Body)
		d.DisallowUnknownFields()
		if err := d.Decode(&batch); err != nil && err != io.EOF {
			t.Errorf("a push that is not Loki's: %v", err)
		}
		s.mu.Lock()
		s.streams, s.headers = append(s.streams, batch.Streams...), append(s.headers, r.Header)
		s.mu.Unlock()
		s.came <- struct{}{}
		w.WriteHeader(s.status)
	}))
	t.Cleanup(s.Close)
	return s
}

// lines are the messages, each with its level and label a.
func (s *lokiServer) lines() (all []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, stream := range s.streams {
		for _, v := range stream.Values {
			all = append(all, stream.Stream["level"]+" "+stream.Stream["a"]+" "+v[1])
		}
	}
	slices.Sort(all)
	return all
}

// TestLoki: what is logged arrives with its labels, the rest of a period is
// counted, and the end sends what is left.
func TestLoki(t *testing.T) {
	s := newLokiServer(t, http.StatusNoContent)
	c, err := parseLoki("loki="+s.URL+",label.a=b,header.X-Token=t,limit=3,pushPeriod=1h,msgMaxSize=9,level=info,allowedLabels=[one,two]", slog.LevelDebug)
	if err != nil {
		t.Fatal(err)
	}
	l := newLoki(c, func(err error) { t.Error(err) })
	log := slog.New(l)
	log.Debug("below")
	log.Info("first", "one", 1)
	log.Warn("x", "three", 3)
	log.Error(strings.Repeat("ü", 9))
	log.Info("too much")
	log.Info("too much")
	l.close()
	want := []string{
		"error b üüüü", "info b first", "warning b volley dropped 2 log messages because they were above the limit of 3 messages / 1h0m0s", "warning b x three=3",
	}
	if got := s.lines(); !slices.Equal(got, want) {
		t.Errorf("Loki has %q, want %q", got, want)
	}
	for _, h := range s.headers {
		if h.Get("X-Token") != "t" || h.Get("Content-Type") != "application/json" {
			t.Errorf("header %v", h)
		}
	}
}

// TestLokiPeriod: a batch does not wait for the end.
func TestLokiPeriod(t *testing.T) {
	s := newLokiServer(t, http.StatusNoContent)
	c, err := parseLoki("loki="+s.URL+",pushPeriod=1ms", slog.LevelInfo)
	if err != nil {
		t.Fatal(err)
	}
	l := newLoki(c, func(err error) { t.Error(err) })
	defer l.close()
	slog.New(l).Info("soon")
	select {
	case <-s.came:
	case <-time.After(10 * time.Second):
		t.Fatal("nothing came")
	}
	if got := s.lines(); len(got) != 1 || got[0] != "info  soon" {
		t.Errorf("Loki has %q", got)
	}
}

// TestLokiFails: a Loki that refuses is told of once.
func TestLokiFails(t *testing.T) {
	s := newLokiServer(t, http.StatusInternalServerError)
	c, err := parseLoki("loki="+s.URL+",pushPeriod=1h", slog.LevelInfo)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	l := newLoki(c, func(err error) { told = append(told, err.Error()) })
	slog.New(l).Info("one")
	l.push(time.Minute)
	slog.New(l).Info("two")
	l.close()
	if len(told) != 1 || !strings.HasSuffix(told[0], "answers 500 Internal Server Error") {
		t.Errorf("told %q", told)
	}
}

func TestParseLoki(t *testing.T) {
	for word, fault := range map[string]string{
		"loki": "", "loki=http://a:1/x,limit=5": "", "loki,label.x=y,profile": "",
		"loki=nowhere":       `--log-output: "nowhere" is not the URL of a Loki`,
		"loki,limit=0":       `--log-output: loki: "limit=0" is not a number above 0`,
		"loki,pushPeriod=-1": `--log-output: loki: "pushPeriod=-1" is not a duration above 0, such as 1s`,
		"loki,size=3":        `--log-output: loki: "size=3" is not known: there are label.NAME, header.NAME, limit, pushPeriod, msgMaxSize, level and allowedLabels`,
	} {
		_, err := parseLoki(word, slog.LevelInfo)
		if got := ""; err != nil {
			got = err.Error()
			if got != fault {
				t.Errorf("%s: %s, want %s", word, got, fault)
			}
		} else if fault != "" {
			t.Errorf("%s is taken", word)
		}
	}
}
