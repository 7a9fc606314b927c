package wire

import (
	"bufio"
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestAcceptKey(t *testing.T) {
	const key, want = "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" // RFC 6455 §1.3
	if got := NewKey([16]byte([]byte("the sample nonce"))); got != key {
		t.Errorf("NewKey = %s, want %s", got, key)
	}
	if got := AcceptKey(key); got != want {
		t.Errorf("AcceptKey = %s, want %s", got, want)
	}
}

func TestRequest(t *testing.T) {
	u := Upgrade{
		Host: "example.com:8080", Target: "/chat?room=1", Key: "dGhlIHNhbXBsZSBub25jZQ==", Protocols: []string{"chat", "echo"},
		Deflate: &DeflateParams{ServerNoContext: true, ClientNoContext: true},
		Fields: Fields{
			{"Cookie", "a=b; c=d"}, {"X-Tab", "a\tb"}, {"origin", "https://example.com"}, {"user-agent", "volley"}, {"Authorization", "Bearer x\r\n"},
		},
	}
	const want = "x" + "GET /chat?room=1 HTTP/1.1\r\n" +
		"Host: example.com:8080\r\n" +
		"Connection: Upgrade\r\n" +
		"user-agent: volley\r\n" +
		"Upgrade: websocket\r\n" +
		"origin: https://example.com\r\n" +
		"Sec-WebSocket-Version: 13\r\n" +
		"X-Tab: a\tb\r\n" +
		"Authorization: Bearer x\r\n" +
		"Cookie: a=b; c=d\r\n" +
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
		"Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover\r\n" +
		"Sec-WebSocket-Protocol: chat, echo\r\n\r\n"
	if got := string(u.Append([]byte("x"))); got != want {
		t.Errorf("request\n%s\nwant\n%s", got, want)
	}
	if got := string((&Upgrade{Host: "h", Key: "k"}).Append(nil)); !strings.HasPrefix(got, "GET / HTTP/1.1\r\nHost: h\r\n") || strings.Contains(got, "Extensions") || strings.Contains(got, "Protocol") {
		t.Errorf("the least request\n%s", got)
	}
}

func TestOffer(t *testing.T) {
	for params, want := range map[DeflateParams]string{
		{}:                        "permessage-deflate",
		{ClientMaxWindowBits: 15}: "permessage-deflate; client_max_window_bits",
		{ServerMaxWindowBits: 10, ClientMaxWindowBits: 9}: "permessage-deflate; server_max_window_bits=10; client_max_window_bits=9",
	} {
		if got := params.offer(); got != want {
			t.Errorf("%+v is offered as %s, want %s", params, got, want)
		}
	}
}

// TestInjection: nothing a script says can end a line, and nothing it says
// replaces what the handshake says. The standard library is the judge.
func TestInjection(t *testing.T) {
	const evil = "x\r\nEvil: 1\r\n\r\nGET /evil HTTP/1.1\n\x00\x7f"
	u := Upgrade{
		Host: evil, Target: "/a b" + evil + "ü", Key: evil, Protocols: []string{evil}, Deflate: &DeflateParams{},
		Fields: Fields{
			{"X-Value", evil}, {evil, "x"}, {"", "x"}, {"X Y", "x"}, {"X:", "x"}, {"Ü", "x"},
			{"upgrade", "no"}, {"Connection", "close"}, {"Sec-Websocket-Key", "mine"}, {"SEC-WEBSOCKET-VERSION", "8"},
			{"Sec-WebSocket-Extensions", "none"}, {"Host", "other"}, {"sec-websocket-protocol", "other"}, {"User-Agent", ""}, {"Last", "here"},
		},
	}
	b := u.Append(nil)
	const want = 11 // lines, with the empty one
	if got := bytes.Count(b, []byte("\n")); got != want || bytes.Count(b, []byte("\r")) != want || !bytes.HasSuffix(b, []byte("\r\n\r\n")) {
		t.Fatalf("%d lines, want %d:\n%q", got, want, b)
	}
	u.Host = "h"
	in := bufio.NewReader(bytes.NewReader(u.Append(nil)))
	r, err := http.ReadRequest(in)
	if err != nil || in.Buffered() > 0 {
		t.Fatalf("%v, %d bytes left", err, in.Buffered())
	}
	for name, want := range map[string]string{
		"Evil": "", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-Websocket-Version": "13", "Last": "here",
		"Sec-Websocket-Extensions": "permessage-deflate", "User-Agent": "", "X-Value": "x  Evil: 1    GET /evil HTTP/1.1",
	} {
		if got := strings.Join(r.Header[name], "|"); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestCheck(t *testing.T) {
	const key = "dGhlIHNhbXBsZSBub25jZQ=="
	good := Fields{{"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Accept", AcceptKey(key)}}
	with := func(name, value string) Response {
		f := good
		f.Set(name, value)
		return Response{Status: 101, Fields: f}
	}
	plus := func(name, value string) Response {
		return Response{Status: 101, Fields: append(slices.Clip(good), Field{name, value})}
	}
	both := Fields{{"Connection", "keep-alive"}, {"upgrade", "WebSocket"}, {"connection", "x ,\tupgrade"}, {"sec-websocket-accept", AcceptKey(key)}}
	for _, test := range []struct {
		name     string
		response Response
		protocol string
		err      string
	}{
		{"good", Response{Status: 101, Fields: good}, "", ""},
		{"lists", Response{Status: 101, Fields: both}, "", ""},
		{"protocol", with("sec-websocket-protocol", "chat"), "chat", ""},
		{"protocol nobody asked for", with("Sec-WebSocket-Protocol", "other"), "other", ""},
		{"status", Response{Status: 200, Fields: good}, "", "websocket: bad handshake"},
		{"no fields", Response{Status: 101}, "", "websocket: bad handshake"},
		{"upgrade", with("Upgrade", "h2c"), "", "websocket: bad handshake"},
		{"HTTP/1.0", Response{Proto: "HTTP/1.0", Status: 101, Fields: good}, "", "websocket: bad handshake"},
		{"two upgrades", with("Upgrade", "h2c, websocket"), "", "websocket: bad handshake"},
		{"two upgrade fields", plus("Upgrade", "websocket"), "", "websocket: bad handshake"},
		{"two accepts", plus("Sec-WebSocket-Accept", AcceptKey(key)), "", "websocket: bad handshake"},
		{"no upgrade", Response{Status: 101, Fields: good[1:]}, "", "websocket: bad handshake"},
		{"no accept", Response{Status: 101, Fields: good[:2]}, "", "websocket: bad handshake"},
		{"no connection", with("Connection", ""), "", "websocket: bad handshake"},
		{"connection", with("Connection", "upgraded"), "", "websocket: bad handshake"},
		{"accept", with("Sec-WebSocket-Accept", AcceptKey("x")), "", "websocket: bad handshake"},
		{"extension", with("Sec-WebSocket-Extensions", "permessage-deflate"), "",
			`websocket: the server chose the extension "permessage-deflate", which was not asked for`},
	} {
		u := Upgrade{Key: key, Protocols: []string{"chat"}}
		protocol, _, deflate, err := u.Check(&test.response)
		text := ""
		if err != nil {
			text = err.Error()
		}
		if protocol != test.protocol || deflate || text != test.err {
			t.Errorf("%s: %q, %v, %q, want %q, %q", test.name, protocol, deflate, text, test.protocol, test.err)
		}
	}
}

// TestChosen: which choice of a subprotocol is taken where one is needed.
func TestChosen(t *testing.T) {
	const other, none = "websocket: the server chose the subprotocol %q, which was not asked for", "websocket: the server chose none of the subprotocols asked for"
	for _, test := range []struct {
		asked, answer []string
		want, err     string
	}{
		{nil, nil, "", ""},
		{[]string{"chat", "echo"}, []string{"echo"}, "echo", ""},
		{[]string{"chat", "echo"}, nil, "", none},
		{[]string{"chat"}, []string{""}, "", none},
		{[]string{"chat"}, []string{"Chat"}, "", fmt.Sprintf(other, "Chat")},
		{[]string{"chat"}, []string{"other"}, "", fmt.Sprintf(other, "other")},
		{[]string{"chat", "echo"}, []string{"chat, echo"}, "", fmt.Sprintf(other, "chat, echo")},
		{[]string{"chat", "echo"}, []string{"chat", "echo"}, "", `websocket: the server chose several subprotocols: "chat, echo"`},
		{nil, []string{"chat"}, "", fmt.Sprintf(other, "chat")},
		{nil, []string{""}, "", fmt.Sprintf(other, "")},
	} {
		got, err := (&Upgrade{Protocols: test.asked, NeedProtocol: true}).protocol(test.answer)
		text := ""
		if err != nil {
			text = err.Error()
		}
		if got != test.want || text != test.err {
			t.Errorf("%q to %q: %q, %q, want %q, %q", test.answer, test.asked, got, text, test.want, test.err)
		}
	}
}

// TestUpgradeFault: what cannot be sent as it is, is not sent.
func TestUpgradeFault(t *testing.T) {
	for want, u := range map[string]Upgrade{
		"": {Host: "h", Protocols: []string{"chat"}, Fields: Fields{{"A", " b c\r\n"}, {"B", "\x01\tü"}, {"Sec-Thing", ""}}},
		`header X: "a\r\nEvil: 1" has a line break in it`: {Fields: Fields{{"X", "a\r\nEvil: 1"}}},
		`header X: "a\nb" has a line break in it`:         {Fields: Fields{{"X", "a\nb"}}},
		`header X: "a\x00b" has a line break in it`:       {Fields: Fields{{"X", "a\x00b"}}},
		`header "X\r\nY": no header has such a name`:      {Fields: Fields{{"X\r\nY", "a"}}},
		`header "X Y": no header has such a name`:         {Fields: Fields{{"X Y", "a"}}},
		`header "": no header has such a name`:            {Fields: Fields{{"", "a"}}},
		`header Host: "h\r\nX: y" has a line break in it`: {Host: "h\r\nX: y"},
		`subprotocol "a\r\nb" has a line break in it`:     {Protocols: []string{"a\r\nb"}},
	} {
		err, got := u.Fault(), ""
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%+v: %q, want %q", u, got, want)
		}
	}
}

// TestAgreed: what a server may answer to an offer, and what it means.
func TestAgreed(t *testing.T) {
	k6 := &DeflateParams{ServerNoContext: true, ClientNoContext: true}
	all := &DeflateParams{ServerMaxWindowBits: 12, ClientMaxWindowBits: 15}
	const bad = "websocket: invalid compression negotiation: "
	for _, test := range []struct {
		offer  *DeflateParams
		answer []string
		want   DeflateParams
		err    string
	}{
		{k6, []string{"permessage-deflate; server_no_context_takeover; client_no_context_takeover"}, *k6, ""},
		{k6, []string{"permessage-deflate"}, DeflateParams{ClientNoContext: true}, ""},
		{k6, []string{"permessage-deflate;server_no_context_takeover"}, *k6, ""},
		{k6, []string{" permessage-deflate ; server_max_window_bits = 10 "}, DeflateParams{ClientNoContext: true, ServerMaxWindowBits: 10}, ""},
		{k6, []string{`permessage-deflate; server_max_window_bits="8"`, ""}, DeflateParams{ClientNoContext: true, ServerMaxWindowBits: 8}, ""},
		{k6, []string{"permessage-deflate; client_max_window_bits=10"}, DeflateParams{}, bad + "the server set client_max_window_bits, which was not asked for"},
		{all, []string{"permessage-deflate; client_max_window_bits=10"}, DeflateParams{ClientMaxWindowBits: 10}, ""},
		{all, []string{"permessage-deflate"}, DeflateParams{ClientMaxWindowBits: 15}, ""},
		{all, []string{"permessage-deflate; client_no_context_takeover"}, DeflateParams{ClientMaxWindowBits: 15, ClientNoContext: true}, ""},
		{all, []string{"permessage-deflate; client_max_window_bits"}, DeflateParams{}, bad + `the server set client_max_window_bits to ""`},
		{all, []string{"permessage-deflate; server_max_window_bits=13"}, DeflateParams{}, bad + `the server set server_max_window_bits to "13"`},
		{k6, []string{"permessage-deflate; server_max_window_bits=7"}, DeflateParams{}, bad + `the server set server_max_window_bits to "7"`},
		{k6, []string{"permessage-deflate; server_max_window_bits=16"}, DeflateParams{}, bad + `the server set server_max_window_bits to "16"`},
		{k6, []string{"permessage-deflate; server_max_window_bits=08"}, DeflateParams{}, bad + `the server set server_max_window_bits to "08"`},
		{k6, []string{"permessage-deflate; server_no_context_takeover=1"}, DeflateParams{}, bad + `the server set server_no_context_takeover to "1"`},
		{k6, []string{"permessage-deflate; client_no_context_takeover; client_no_context_takeover"}, DeflateParams{}, bad + "client_no_context_takeover comes twice"},
		{k6, []string{"permessage-deflate; level=9"}, DeflateParams{}, bad + `the server set an unknown parameter "level"`},
		{k6, []string{"permessage-deflate", "permessage-deflate"}, DeflateParams{}, bad + "the server chose permessage-deflate twice"},
		{k6, []string{"x-webkit-deflate-frame"}, DeflateParams{}, `websocket: the server chose the extension "x-webkit-deflate-frame", which was not asked for`},
		{k6, []string{`permessage-deflate, foo; a="b,c;\"d"`}, DeflateParams{}, `websocket: the server chose the extension "foo", which was not asked for`},
	} {
		u := Upgrade{Deflate: test.offer}
		got, deflate, err := u.agreed(test.answer)
		text := ""
		if err != nil {
			text, got = err.Error(), DeflateParams{}
		}
		if got != test.want || text != test.err || deflate != (err == nil) {
			t.Errorf("%q to %q: %+v, %v, %q, want %+v, %q", test.answer, test.offer.offer(), got, deflate, text, test.want, test.err)
		}
	}
	if _, deflate, err := (&Upgrade{Deflate: k6}).agreed(nil); deflate || err != nil {
		t.Errorf("no field: %v, %v", deflate, err)
	}
	for _, answer := range [][]string{{""}, {" , "}, {"", ""}} {
		if _, _, err := (&Upgrade{Deflate: k6}).agreed(answer); err == nil {
			t.Errorf("%q is taken", answer)
		}
	}
}
