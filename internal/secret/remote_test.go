package secret

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestRemote asks a server for secrets.
func TestRemote(t *testing.T) {
	var asked atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := asked.Add(1)
		switch r.URL.Path {
		case "/plain":
			fmt.Fprintf(w, "%s %s %s\n", r.Method, r.Header.Get("Authorization"), r.Header.Get("X-A"))
		case "/json":
			fmt.Fprint(w, `{"data":{"value":"open sesame","n":5}}`)
		case "/flaky":
			if n%3 != 0 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			fmt.Fprint(w, "third time")
		case "/never":
			<-r.Context().Done()
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer s.Close()
	at := "url=urlTemplate=" + s.URL + "/{key},retryBackoff=1ms"
	for _, c := range []struct {
		name, source, key string
		env               [][2]string
		want              string
		times             int64
	}{
		{"as it is", at, "plain", nil, "GET  \n", 1},
		{"with settings", at + ",method=post,headers.Authorization=Bearer x,headers.X-A=b", "plain", nil, "POST Bearer x b\n", 1},
		{"from the environment", "url", "plain", [][2]string{{"URL_TEMPLATE", s.URL + "/{key}"}, {"HEADER_AUTHORIZATION", "e"}, {"HEADER_X_A", "f"}, {"METHOD", "PUT"}}, "PUT e f\n", 1},
		{"from a file", "url=config=c.json,method=GET", "plain", nil, "GET file \n", 1},
		{"out of JSON", at + ",responsePath=data.value", "json", nil, "open sesame", 1},
		{"no text in JSON", at + ",responsePath=data.n", "json", nil, `failed to extract secret: secret value at path "data.n" is not a string (got Number)`, 1},
		{"nothing in JSON", at + ",responsePath=x", "json", nil, `failed to extract secret: path "x" not found in response`, 1},
		{"at the third try", at, "flaky", nil, "third time", 3},
		{"with too few tries", at + ",maxRetries=1", "flaky", nil, "status code 503: failed to get secret", 2},
		{"not there", at, "none", nil, "status code 404: failed to get secret", 1},
		{"too late", at + ",timeout=20ms,maxRetries=0", "never", nil, "Client.Timeout exceeded", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked.Store(0)
			k, err := Open([]string{c.source}, Config{
				Read: func(string) ([]byte, error) {
					return []byte(`{"urlTemplate": "` + s.URL + `/{key}", "method": "PUT", "headers": {"Authorization": "file"}, "maxRetries": 2}`), nil
				},
				Env: func(prefix string) [][2]string { return c.env },
			})
			if err != nil {
				t.Fatal(err)
			}
			got, err := k.Get(t.Context(), Default, c.key)
			if err != nil {
				got = err.Error()
			}
			if !strings.Contains(got, c.want) || asked.Load() != c.times {
				t.Errorf("got %q after %d requests, want %q after %d", got, asked.Load(), c.want, c.times)
			}
			if err == nil && k.Redact("x"+got+"y") != "x"+redacted+"y" {
				t.Errorf("the log would show %q", k.Redact(got))
			}
		})
	}
}

// TestRemoteOnce: however many ask, the server is asked once, and again after a
// failure.
func TestRemoteOnce(t *testing.T) {
	var asked atomic.Int64
	begin, came := make(chan struct{}), make(chan struct{}, 2) // of two requests
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		came <- struct{}{}
		<-begin
		if asked.Add(1) == 1 {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		fmt.Fprint(w, "value")
	}))
	defer s.Close()
	k, err := Open([]string{"url=urlTemplate=" + s.URL + "/{key}"}, Config{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	left := make(chan error)
	first := make(chan error)
	go func() { _, err := k.Get(context.Background(), "url", "a"); first <- err }()
	<-came
	go func() { _, err := k.Get(ctx, "url", "a"); left <- err }()
	enough := errors.New("enough")
	cancel(enough)
	if err := <-left; err == nil {
		t.Error("who left got a secret")
	}
	close(begin)
	if err := <-first; err == nil {
		t.Error("the refused one got a secret")
	}
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			if got, err := k.Get(context.Background(), "url", "a"); got != "value" || err != nil {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	wg.Wait()
	if n := asked.Load(); n != 2 {
		t.Errorf("asked %d times", n)
	}
}

// TestRemoteLeft: who asked may go before there is an answer; who waits with them
// asks then.
func TestRemoteLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, err := Open([]string{"url=urlTemplate=http://h/{key}"}, Config{})
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		k.sources["url"].remote.client.Transport = answering(func(r *http.Request) (*http.Response, error) {
			if asked++; asked == 1 {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader("value"))}, nil
		})
		ctx, leave := context.WithCancel(t.Context())
		go func() { _, _ = k.Get(ctx, "url", "a") }()
		synctest.Wait()
		got := make(chan string)
		go func() {
			value, err := k.Get(t.Context(), "url", "a")
			got <- fmt.Sprint(value, err)
		}()
		synctest.Wait()
		leave()
		if got := <-got; got != "value<nil>" {
			t.Errorf("who waited got %s", got)
		}
	})
}

// answering is a server without a network.
type answering func(*http.Request) (*http.Response, error)

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) { return a(r) }

// TestRemoteFaults: what is wrong with the settings is a sentence.
func TestRemoteFaults(t *testing.T) {
	for source, want := range map[string]string{
		"url":                                  "it has no urlTemplate, such as urlTemplate=https://host/secrets/{key}",
		"url=x":                                "part 1 has no =: a setting is key=value",
		"url=urlTemplate=http://h/x":           "urlTemplate has no {key}, the place of a secret's name",
		"url=urlTemplate=ftp://h/{key}":        "urlTemplate is no http or https URL",
		"url=urlTemplate=/{key}":               "urlTemplate is no http or https URL",
		"url=foo=bar":                          `"foo" is no setting of it: there are urlTemplate, method, `,
		"url=timeout=x":                        `timeout is a duration such as 30s, not "x"`,
		"url=requestsBurst=0":                  `requestsBurst is a whole number from 1 to 1000000, not "0"`,
		"url=maxRetries=-1":                    `maxRetries is a whole number from 0 to 1000000, not "-1"`,
		"url=config=none.json":                 "read none.json: ",
		"url=config=bad.json":                  "read bad.json: it is no JSON object: ",
		"url=urlTemplate=http://h/{key},name=": "",
	} {
		_, err := Open([]string{source}, Config{Read: func(path string) ([]byte, error) {
			if path == "bad.json" {
				return []byte("x"), nil
			}
			return nil, errors.New("no such file or directory")
		}})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), "secret source url: "+want)) {
			t.Errorf("%s: got %v, want %q", source, err, want)
		}
	}
}

// TestRemoteLimit: requests of one source are spaced.
func TestRemoteLimit(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.URL.Path) }))
	defer s.Close()
	k, err := Open([]string{"url=requestsPerMinuteLimit=60,requestsBurst=2,urlTemplate=" + s.URL + "/{key}"}, Config{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	for n, want := range []bool{true, true, false} {
		if _, err := k.Get(ctx, "url", fmt.Sprint(n)); (err == nil) != want {
			t.Errorf("request %d: %v", n, err)
		}
	}
}
