package web

import (
	"slices"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

// FuzzURL: no text makes the parser panic, and what it writes it reads again as
// the same.
func FuzzURL(f *testing.F) {
	for _, text := range []string{"ws://user:pa%20ss@EXAMPLE.com:80/a/./b/../c d?q=1 2'#f g", "http://[::1]:80/", "http://faß.de/", "file:///C|/x", "data:text/plain,hi  #x", "http://1.2.3/", "//x", "?y", "\t\n"} {
		f.Add(text, "http://u:p@h:8080/a/b/c?q#f", "x:9")
	}
	f.Fuzz(func(t *testing.T, text, base, part string) {
		for _, base := range []string{"", base} {
			u, err := ParseURL(text, base)
			if err != nil {
				continue
			}
			href := u.Href(false)
			again, err := ParseURL(href, "")
			if err != nil || again.Href(false) != href {
				t.Fatalf("%q relative to %q is %q, which reads as %v, %v", text, base, href, again, err)
			}
			o := &urlObject{u: u}
			for _, key := range URL.Attributes {
				if key != "origin" && key != "searchParams" && key != "href" {
					o.setPart(key, part)
				}
			}
		}
	})
}

// FuzzForm: a list of pairs survives the query it is written as.
func FuzzForm(f *testing.F) {
	f.Add("a=1&b=%zz&c=%41+d%2B&&=x&e")
	f.Fuzz(func(t *testing.T, text string) {
		pairs := parseForm(text)
		if !utf8.ValidString(text) {
			return // the script's strings are all valid
		}
		if again := parseForm(formatForm(pairs)); !slices.Equal(again, pairs) {
			t.Fatalf("%q is %q, and then %q", text, pairs, again)
		}
	})
}

// FuzzDecode: text that comes in pieces is decoded as if it came at once.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xff\xe2\x82"), uint(3))
	f.Add([]byte("\xef\xbb\xbfx\xed\xa0\x80"), uint(1))
	f.Add([]byte("\xff\xfe=\xd8\x00\xdea\x00"), uint(1))
	f.Fuzz(func(t *testing.T, data []byte, size uint) {
		for _, name := range []string{"utf-8", "utf-16le", "utf-16be", "shift_jis", "gb18030", "euc-jp", "windows-1252"} {
			legacy, err := htmlindex.Get(name)
			if err != nil {
				t.Fatal(err)
			}
			whole := textDecoder{name: name, legacy: legacy}
			want, bad := whole.decode(data, true)
			pieces := textDecoder{name: name, legacy: legacy}
			got, gotBad := "", false
			for piece := range slices.Chunk(data, int(size%7)+1) {
				text, bad := pieces.decode(piece, false)
				got, gotBad = got+text, gotBad || bad
			}
			text, last := pieces.decode(nil, true)
			if got += text; got != want || (gotBad || last) != bad {
				t.Fatalf("%s: %q is %q (%v) at once and %q (%v) in pieces", name, data, want, bad, got, gotBad || last)
			}
			if !utf8.ValidString(want) {
				t.Fatalf("%s: %q became %q", name, data, want)
			}
		}
	})
}
