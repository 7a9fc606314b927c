package wire

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// What is kept of an answer.
const (
	maxHead = 64 << 10 // all its lines, with those of interim answers
	maxBody = 64 << 10
)

var errHead = errors.New("the server's answer has more than 64 kB of header")

// Response is the server's answer to an upgrade request.
// Immutable after New.
type Response struct {
	Proto  string // HTTP/1.1, HTTP/1.0 or HTTP/2.0
	Status int
	Reason string
	Fields Fields
	Body   []byte // the first 64 kB, decoded from chunks; a 101 has none
}

// ResponseReader reads an HTTP/1 answer, however it is sliced. It takes lines that
// end with a bare LF (RFC 9112 §2.2) and puts folded ones together (§5.2), as
// browsers do; a line that is no field is a fault. The zero value is ready.
// Owned by one loop.
type ResponseReader struct {
	response *Response
	line     []byte // the line under way, if it began in an earlier slice
	lines    int    // bytes of lines so far
	left     int64  // bytes of the body, or of the chunk, still to come
	part     part
}

// part is where in the answer a ResponseReader is.
type part uint8

const (
	partStatus part = iota
	partFields
	partSized   // a body of known length
	partEndless // a body up to the end of the connection
	partChunk   // the line before a chunk
	partData    // a chunk
	partDataEnd // the line end behind a chunk
	partTrailer // lines behind the last chunk
	partDone
)

// Feed takes the next bytes. When done is set the answer is complete and n is
// how many bytes of b belong to it. Interim answers, but for 101, are skipped.
func (r *ResponseReader) Feed(b []byte) (done bool, n int, err error) {
	for n < len(b) && r.part != partDone {
		switch r.part {
		case partSized, partEndless, partData:
			n += r.body(b[n:])
		default:
			line, taken, whole := r.nextLine(b[n:])
			n += taken
			if r.lines > maxHead && r.part <= partFields {
				return false, n, errHead
			}
			if r.lines > maxHead { // of chunks: enough of the body
				r.part = partDone
				break
			}
			if !whole {
				return false, n, nil
			}
			if err := r.take(line); err != nil {
				return false, n, err
			}
		}
	}
	return r.part == partDone, n, nil
}

// End is the end of the connection. It completes a body that has no length, and
// one that is cut off: the status says what matters. Not done and no error means
// that there is no answer.
func (r *ResponseReader) End() (done bool, err error) {
	switch {
	case r.part == partStatus && len(r.line) > 0 && !strings.HasPrefix("HTTP/", string(r.line[:min(5, len(r.line))])):
		return false, malformed(string(r.line))
	case r.part <= partFields:
		return false, nil
	}
	r.part = partDone
	return true, nil
}

// Response is the answer, complete once done was set.
func (r *ResponseReader) Response() *Response { return r.response }

// nextLine takes bytes up to the end of a line, which is not part of it. It
// takes no more than may come at all.
func (r *ResponseReader) nextLine(b []byte) (line []byte, n int, whole bool) {
	if most := maxHead + 1 - r.lines; len(b) > most {
		b = b[:most]
	}
	n = bytes.IndexByte(b, '\n') + 1
	if n == 0 {
		r.line = append(r.line, b...)
		r.lines += len(b)
		return nil, len(b), false
	}
	r.lines += n
	line = b[:n-1]
	if len(r.line) > 0 {
		line = append(r.line, line...)
		r.line = nil
	}
	return bytes.TrimSuffix(line, []byte("\r")), n, true
}

// take takes a whole line.
func (r *ResponseReader) take(line []byte) error {
	switch r.part {
	case partStatus:
		return r.status(string(line))
	case partFields:
		if len(line) == 0 {
			return r.headed()
		}
		return r.field(string(line))
	case partChunk:
		r.chunk(string(line))
	case partDataEnd:
		r.part = partChunk
	case partTrailer:
		if len(line) == 0 {
			r.part = partDone
		}
	}
	return nil
}

// status takes the first line.
func (r *ResponseReader) status(line string) error {
	proto, rest, _ := strings.Cut(line, " ")
	code, reason, _ := strings.Cut(rest, " ")
	status, err := strconv.ParseUint(code, 10, 16)
	if err != nil || len(code) != 3 || len(proto) != len("HTTP/1.1") || !strings.HasPrefix(proto, "HTTP/1.") || status < 100 {
		return malformed(line)
	}
	r.response = &Response{Proto: proto, Status: int(status), Reason: reason}
	r.part = partFields
	return nil
}

// malformed is net/http's sentence for an answer that is not HTTP.
func malformed(line string) error {
	return fmt.Errorf("malformed HTTP response %q", line[:min(len(line), 100)])
}

// field takes a line of the header.
func (r *ResponseReader) field(line string) error {
	fields := r.response.Fields
	if line[0] == ' ' || line[0] == '\t' { // a line folded, RFC 9112 §5.2
		if len(fields) == 0 {
			return malformed(line)
		}
		last := &fields[len(fields)-1]
		last.Value = trim(last.Value + " " + trim(line))
		return nil
	}
	name, value, ok := strings.Cut(line, ":")
	if !ok || !isToken(name) {
		return malformed(line)
	}
	r.response.Fields = append(fields, Field{name, trim(value)})
	return nil
}

// headed is the end of the header: it says where the body ends (RFC 9112 §6.3).
func (r *ResponseReader) headed() error {
	a := r.response
	length := a.Fields.Values("Content-Length")
	switch {
	case a.Status > 101 && a.Status < 200 || a.Status == 100:
		r.response, r.part = nil, partStatus
	case a.Status == 101 || a.Status == 204 || a.Status == 304:
		r.part = partDone
	case a.Fields.contains("Transfer-Encoding", "chunked"):
		r.part = partChunk
	case len(a.Fields.Values("Transfer-Encoding")) > 0 || len(length) == 0:
		r.part = partEndless
	default:
		n, err := strconv.ParseUint(length[0], 10, 63)
		for _, other := range length[1:] {
			if err == nil && other != length[0] {
				err = strconv.ErrSyntax
			}
		}
		if err != nil {
			return fmt.Errorf("the server's answer has a bad Content-Length %q", strings.Join(length, ", "))
		}
		r.left, r.part = int64(n), partSized
		if n == 0 {
			r.part = partDone
		}
	}
	return nil
}

// chunk takes the line before a chunk (RFC 9112 §7.1). What cannot be read ends
// the body: the answer is a refusal anyway.
func (r *ResponseReader) chunk(line string) {
	size, _, _ := strings.Cut(line, ";")
	n, err := strconv.ParseUint(trim(size), 16, 63)
	switch {
	case err != nil:
		r.part = partDone
	case n == 0:
		r.part = partTrailer
	default:
		r.left, r.part = int64(n), partData
	}
}

// body takes n bytes of b for the body. More than is kept ends it.
func (r *ResponseReader) body(b []byte) (n int) {
	a := r.response
	if r.part != partEndless && int64(len(b)) > r.left {
		b = b[:r.left]
	}
	b = b[:min(len(b), maxBody-len(a.Body))]
	a.Body = append(a.Body, b...)
	r.left -= int64(len(b))
	switch {
	case len(a.Body) == maxBody:
		r.part = partDone
	case r.part == partSized && r.left == 0:
		r.part = partDone
	case r.part == partData && r.left == 0:
		r.part = partDataEnd
	}
	return len(b)
}
