package cli

import (
	"net/url"
	"testing"
)

func TestProxyVariables(t *testing.T) {
	for _, test := range []struct {
		env  environment
		url  string // as run writes it: http for ws, https for wss
		want string
	}{
		{environment{"HTTP_PROXY=http://a:1"}, "http://made.up:80", "http://a:1"},
		{environment{"HTTP_PROXY=http://a:1"}, "https://made.up:443", ""},
		{environment{"HTTPS_PROXY=b:2"}, "https://made.up:443", "http://b:2"},
		{environment{"HTTPS_PROXY=b:2", "https_proxy=socks5://c:3"}, "https://made.up:443", "socks5://c:3"},
		{environment{"ALL_PROXY=d:4"}, "http://made.up:80", "http://d:4"},
		{environment{"ALL_PROXY=d:4", "HTTP_PROXY=a:1"}, "http://made.up:80", "http://a:1"},
		{environment{"all_proxy=d:4", "HTTP_PROXY=a:1"}, "https://made.up:80", "http://d:4"},
		{environment{"HTTP_PROXY=a:1", "NO_PROXY=.up"}, "http://made.up:80", ""},
		{environment{"HTTP_PROXY=a:1", "NO_PROXY=10.0.0.0/8"}, "http://10.1.2.3:80", ""},
		{environment{"HTTP_PROXY=a:1", "no_proxy=*"}, "http://made.up:80", ""},
		{environment{"HTTP_PROXY=a:1"}, "http://localhost:80", ""},
		{environment{"HTTP_PROXY=a:1"}, "http://127.0.0.2:80", ""},
	} {
		u, err := url.Parse(test.url)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if p, err := test.env.proxy()(u); err != nil {
			t.Error(err)
		} else if p != nil {
			got = p.String()
		}
		if got != test.want {
			t.Errorf("%v says %q for %s, want %q", test.env, got, test.url, test.want)
		}
	}
	if (environment{"NO_PROXY=x", "HTTP_PROXY="}).proxy() != nil {
		t.Error("there is a proxy though none is named")
	}
}
