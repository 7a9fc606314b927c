package wire

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// answer is what a ResponseReader makes of a stream in slices of a size.
type answer struct {
	Response *Response
	Taken    int // bytes of the stream
	Done     bool
	Err      string
}

func readAnswer(stream string, size int, end bool) answer {
	var r ResponseReader
	var a answer
	for a.Taken < len(stream) && !a.Done {
		piece := []byte(stream[a.Taken:min(len(stream), a.Taken+size)])
		done, n, err := r.Feed(piece)
		clear(piece)
		a.Taken += n
		a.Done = done
		if err != nil {
			return answer{Err: err.Error()}
		}
		if !done && n != len(piece) {
			panic("bytes left over")
		}
	}
	if !a.Done && end {
		done, err := r.End()
		if err != nil {
			return answer{Err: err.Error()}
		}
		a.Done = done
	}
	if a.Done {
		a.Response = r.Response()
	}
	return a
}

func TestResponse(t *testing.T) {
	ok := func(status int, reason, body string, fields ...Field) *Response {
		r := &Response{Proto: "HTTP/1.1", Status: status, Reason: reason, Body: []byte(body), Fields: fields}
		if body == "" {
			r.Body = nil
		}
		return r
	}
	big := strings.Repeat("x", maxBody+10)
	for _, test := range []struct {
		name, stream string
		rest         int // bytes behind the answer
		want         *Response
		err          string
	}{
		{"upgrade", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x01x", 3,
			ok(101, "Switching Protocols", "", Field{"Upgrade", "websocket"}), ""},
		{"upgrade says it has a body", "HTTP/1.1 101 Yes\r\nContent-Length: 5\r\n\r\n\x81\x01x", 3, ok(101, "Yes", "", Field{"Content-Length", "5"}), ""},
		{"bare line ends", "HTTP/1.1 101 Yes\nA: b\n\n!", 1, ok(101, "Yes", "", Field{"A", "b"}), ""},
		{"HTTP/1.0", "HTTP/1.0 404 No\r\n\r\nx", 0, &Response{Proto: "HTTP/1.0", Status: 404, Reason: "No", Body: []byte("x")}, ""},
		{"no reason", "HTTP/1.1 404\r\nContent-Length: 0\r\n\r\nx", 1, ok(404, "", "", Field{"Content-Length", "0"}), ""},
		{"length", "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nsorry", 1, ok(404, "Not Found", "sorr", Field{"Content-Length", "4"}), ""},
		{"length twice", "HTTP/1.1 404 No\r\nContent-Length: 1\r\ncontent-length: 1\r\n\r\nxy", 1,
			ok(404, "No", "x", Field{"Content-Length", "1"}, Field{"content-length", "1"}), ""},
		{"cut off", "HTTP/1.1 404 No\r\nContent-Length: 9\r\n\r\nsorr", 0, ok(404, "No", "sorr", Field{"Content-Length", "9"}), ""},
		{"no length", "HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\nsorr", 0, ok(302, "Found", "sorr", Field{"Location", "/x"}), ""},
		{"no body", "HTTP/1.1 204 No\r\n\r\nx", 1, ok(204, "No", ""), ""},
		{"chunks", "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA; x=y\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n!", 1,
			ok(500, "No", "abc0123456789", Field{"Transfer-Encoding", "chunked"}), ""},
		{"bad chunk", "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nno\r\nx", 1,
			ok(500, "No", "abc", Field{"Transfer-Encoding", "chunked"}), ""},
		{"other encoding", "HTTP/1.1 500 No\r\nTransfer-Encoding: gzip\r\nContent-Length: 1\r\n\r\nab", 0,
			ok(500, "No", "ab", Field{"Transfer-Encoding", "gzip"}, Field{"Content-Length", "1"}), ""},
		{"interim answers", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 101 Yes\r\n\r\n", 0, ok(101, "Yes", ""), ""},
		{"fields", "HTTP/1.1 101 Yes\r\nA:b\r\nA: \t c d \t\r\nEmpty:\r\nFolded: e\r\n  f\r\n\r\n", 0,
			ok(101, "Yes", "", Field{"A", "b"}, Field{"A", "c d"}, Field{"Empty", ""}, Field{"Folded", "e f"}), ""},
		{"big body", "HTTP/1.1 500 No\r\n\r\n" + big, 10, ok(500, "No", big[10:]), ""},
		{"big body with length", "HTTP/1.1 500 No\r\nContent-Length: 99999999999\r\n\r\n" + big, 10,
			ok(500, "No", big[10:], Field{"Content-Length", "99999999999"}), ""},
		{"nothing", "", 0, nil, ""},
		{"only a piece", "HTTP/1.1 101 Swi", 0, nil, ""},
		{"a smaller piece", "HTT", 0, nil, ""},
		{"no end of header", "HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\n", 0, nil, ""},
		{"only interim", "HTTP/1.1 100 Continue\r\n\r\n", 0, nil, ""},
		{"not HTTP", "SSH-2.0-OpenSSH\r\n\r\n", 0, nil, `malformed HTTP response "SSH-2.0-OpenSSH"`},
		{"not HTTP, no line", "\x15\x03\x01\x00\x02\x02\x16", 0, nil, `malformed HTTP response "\x15\x03\x01\x00\x02\x02\x16"`},
		{"HTTP/2", "HTTP/2.0 101 Yes\r\n\r\n", 0, nil, `malformed HTTP response "HTTP/2.0 101 Yes"`},
		{"bad status", "HTTP/1.1 +10 Yes\r\n\r\n", 0, nil, `malformed HTTP response "HTTP/1.1 +10 Yes"`},
		{"short status", "HTTP/1.1 10 Yes\r\n\r\n", 0, nil, `malformed HTTP response "HTTP/1.1 10 Yes"`},
		{"status under 100", "HTTP/1.1 099 Yes\r\n\r\n", 0, nil, `malformed HTTP response "HTTP/1.1 099 Yes"`},
		{"no colon", "HTTP/1.1 101 Yes\r\nUpgrade\r\n\r\n", 0, nil, `malformed HTTP response "Upgrade"`},
		{"bad name", "HTTP/1.1 101 Yes\r\nUp grade: x\r\n\r\n", 0, nil, `malformed HTTP response "Up grade: x"`},
		{"fold of nothing", "HTTP/1.1 101 Yes\r\n x\r\n\r\n", 0, nil, `malformed HTTP response " x"`},
		{"bad length", "HTTP/1.1 404 No\r\nContent-Length: -1\r\n\r\n", 0, nil, `the server's answer has a bad Content-Length "-1"`},
		{"two lengths", "HTTP/1.1 404 No\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 0, nil, `the server's answer has a bad Content-Length "1, 2"`},
		{"endless line", big + "xx", 0, nil, "the server's answer has more than 64 kB of header"},
		{"endless header", "HTTP/1.1 101 Yes\r\n" + strings.Repeat("A: b\r\n", maxHead/6), 0, nil, "the server's answer has more than 64 kB of header"},
		{"endless interim", strings.Repeat("HTTP/1.1 100 Go on\r\n\r\n", maxHead/20), 0, nil, "the server's answer has more than 64 kB of header"},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := answer{Response: test.want, Done: test.want != nil, Taken: len(test.stream) - test.rest, Err: test.err}
			if test.err != "" {
				want.Taken = 0
			}
			for _, size := range []int{1, 2, 3, 7, 100, len(test.stream) + 1} {
				if got := readAnswer(test.stream, size, true); !reflect.DeepEqual(got, want) {
					t.Errorf("in slices of %d: %.300s, want %.300s", size, describe(got), describe(want))
				}
			}
		})
	}
}

func describe(a answer) string { return fmt.Sprintf("%+v %+v", a.Response, a) }

// TestManyChunks: chunks without end are enough of a body at some time.
func TestManyChunks(t *testing.T) {
	stream := "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n" + strings.Repeat("1\r\nx\r\n", maxHead)
	for _, size := range []int{1, len(stream)} {
		got := readAnswer(stream, size, false)
		if !got.Done || got.Err != "" || len(got.Response.Body) < maxHead/6 || len(got.Response.Body) > maxBody {
			t.Errorf("in slices of %d: done %v, %q", size, got.Done, got.Err)
		}
	}
}

// FuzzResponse: any slicing of any stream is the same answer.
func FuzzResponse(f *testing.F) {
	for name, judge := range judges {
		f.Add(string(open(f, judge, offers["takeover"]).head), uint16(len(name)))
	}
	f.Add("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 302 Found\r\nLocation: /x\r\n\r\nsorr", uint16(5))
	f.Add("HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA; x=y\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n!", uint16(3))
	f.Add("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nFolded: a\n b\n\nsorry", uint16(7))
	f.Fuzz(func(t *testing.T, stream string, size uint16) {
		for _, end := range []bool{false, true} {
			whole := readAnswer(stream, len(stream)+1, end)
			for _, size := range []int{1, 1 + int(size)} {
				if got := readAnswer(stream, size, end); !reflect.DeepEqual(got, whole) {
					t.Fatalf("whole %s, in slices of %d %s", describe(whole), size, describe(got))
				}
			}
			if whole.Done && (whole.Response.Status < 101 || len(whole.Response.Body) > maxBody) {
				t.Fatalf("answer %s", describe(whole))
			}
			if whole.Done {
				_, _, _, _ = (&Upgrade{Deflate: &DeflateParams{}}).Check(whole.Response)
			}
		}
	})
}
