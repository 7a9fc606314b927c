package wire

import (
	"errors"
	"reflect"
	"testing"
)

// TestStreamFields: HTTP/2 has what HTTP/1.1 has, but for what belongs to the
// connection.
func TestStreamFields(t *testing.T) {
	u := Upgrade{
		Host: "a.example", Target: "/a b?c=é", Key: "never sent", Protocols: []string{"chat", "soup"}, Deflate: &DeflateParams{ServerNoContext: true},
		Fields: Fields{
			{"User-Agent", "volley"}, {"Cookie", " a=b; c=d "}, {"X-Line", "a\r\nb"}, {"Host", "other"}, {"connection", "close"},
			{"Keep-Alive", "1"}, {"TE", "gzip"}, {"Transfer-Encoding", "chunked"}, {"proxy-connection", "x"}, {"Upgrade", "h2c"},
			{"Sec-WebSocket-Protocol", "mine"}, {"Sec-WebSocket-Key", "mine"}, {"no token", "x"}, {"", "x"},
		},
	}
	want := Fields{
		{"user-agent", "volley"}, {"cookie", "a=b; c=d"}, {"x-line", "a  b"}, {"sec-websocket-version", "13"},
		{"sec-websocket-extensions", "permessage-deflate; server_no_context_takeover"}, {"sec-websocket-protocol", "chat, soup"},
	}
	if got := u.StreamFields(); !reflect.DeepEqual(got, want) {
		t.Errorf("fields %q, want %q", got, want)
	}
	if got := u.StreamPath(); got != "/a%20b?c=%C3%A9" {
		t.Errorf("path %q", got)
	}
	if got := (&Upgrade{}).StreamPath(); got != "/" {
		t.Errorf("path of nothing %q", got)
	}
}

func TestCheckStream(t *testing.T) {
	u := Upgrade{Deflate: &DeflateParams{}}
	for _, test := range []struct {
		name     string
		response Response
		protocol string
		deflate  bool
		err      error
	}{
		{name: "success", response: Response{Status: 200, Fields: Fields{{"sec-websocket-protocol", "chat"}}}, protocol: "chat"},
		{name: "deflate", response: Response{Status: 200, Fields: Fields{{"sec-websocket-extensions", "permessage-deflate"}}}, deflate: true},
		{name: "HTTP/1.1's success", response: Response{Status: 101}, err: ErrHandshake},
		{name: "another success", response: Response{Status: 204}, err: ErrHandshake},
		{name: "refusal", response: Response{Status: 403}, err: ErrHandshake},
	} {
		protocol, _, deflate, err := u.CheckStream(&test.response)
		if protocol != test.protocol || deflate != test.deflate || !errors.Is(err, test.err) {
			t.Errorf("%s: %q %v %v", test.name, protocol, deflate, err)
		}
	}
	odd := Response{Status: 200, Fields: Fields{{"sec-websocket-extensions", "x-nobody-asked"}}}
	if _, _, _, err := u.CheckStream(&odd); err == nil || errors.Is(err, ErrHandshake) {
		t.Errorf("an extension nobody asked for: %v", err)
	}
}
