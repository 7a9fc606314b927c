package dial

import "testing"

func TestParseProxy(t *testing.T) {
	for _, test := range []struct{ text, want, err string }{
		{"", "none", ""},
		{"http://127.0.0.1:3128", "http://127.0.0.1:3128", ""},
		{"HTTP://a.example", "http://a.example:80", ""},
		{"a.example:3128", "http://a.example:3128", ""},
		{"127.0.0.1:3128", "http://127.0.0.1:3128", ""},
		{"a.example", "http://a.example:80", ""},
		{"user:secret@a.example:1", "http://a.example:1", ""},
		{"https://user:secret@a.example", "https://a.example:443", ""},
		{"socks5://[::1]", "socks5://[::1]:1080", ""},
		{"socks5h://user:secret@a.example:9050", "socks5://a.example:9050", ""},
		{"ftp://user:secret@a.example", "", `proxy ftp://user:xxxxx@a.example: "ftp" is not one of http, https, socks5, socks5h`},
		{"http://a.example:0", "", "proxy http://a.example:0: 0 is no port"},
		{"http://a.example:70000", "", "proxy http://a.example:70000: 70000 is no port"},
		{"http://:80", "", "proxy http://:80: there is no host"},
		{"http://a b", "", "the address of the proxy is no URL, such as http://127.0.0.1:3128"},
		{"socks5://:secret@a.example", "", "proxy socks5://:xxxxx@a.example: SOCKS5 takes user names of 1 to 255 bytes and passwords of at most 255 (RFC 1929)"},
	} {
		p, err := ParseProxy(test.text)
		got, text := "", ""
		if err != nil {
			text = err.Error()
		} else {
			got = p.String()
		}
		if got != test.want || text != test.err {
			t.Errorf("ParseProxy(%q) = %q, %q, want %q, %q", test.text, got, text, test.want, test.err)
		}
	}
}
