package h2

import (
	"strconv"

	"golang.org/x/net/http2/hpack"

	"volley/internal/wire"
)

// What a header may come to.
const (
	blockLimit = 64 << 10 // compressed
	fieldLimit = 64 << 10 // names and values
)

// request writes the HEADERS of an opening (RFC 8441 §4), in a browser's order.
func (s *Session) request(id uint32, r Request) {
	s.text.Reset()
	for _, f := range [...]wire.Field{
		{Name: ":method", Value: "CONNECT"}, {Name: ":authority", Value: r.Authority}, {Name: ":scheme", Value: r.Scheme},
		{Name: ":path", Value: r.Path}, {Name: ":protocol", Value: "websocket"},
	} {
		s.encode(f)
	}
	for _, f := range r.Fields {
		s.encode(f)
	}
	block := s.text.Bytes()
	kind := byte(frameHeaders)
	for {
		piece := block[:min(len(block), frameLimit)]
		block = block[len(piece):]
		flags := byte(0)
		if len(block) == 0 {
			flags = flagEndHeaders
		}
		s.write(kind, flags, id, piece)
		if len(block) == 0 {
			return
		}
		kind = frameContinuation
	}
}

// encode writes one field. A secret is not put into the table that later fields
// are compressed with (RFC 7541 §7.1.3).
func (s *Session) encode(f wire.Field) {
	secret := f.Name == "authorization" || f.Name == "cookie" && len(f.Value) < 20
	_ = s.enc.WriteField(hpack.HeaderField{Name: f.Name, Value: f.Value, Sensitive: secret}) // a buffer takes everything
}

// headReader reads headers: HEADERS and the CONTINUATIONs behind it.
// Owned by one loop.
type headReader struct {
	decoder *hpack.Decoder
	block   []byte
	id      uint32
	last    bool // it ends the stream
	partial bool // CONTINUATION must follow

	fields wire.Fields
	status int
	size   int
	fault  *Fault
}

func (r *headReader) open() {
	r.decoder = hpack.NewDecoder(4096, r.field)
	r.decoder.SetMaxStringLength(fieldLimit)
}

func (r *headReader) busy() bool { return r.partial }

// feed takes a frame of a header, and tells whether it was the last.
func (r *headReader) feed(h frameHead, payload []byte) (done bool, err error) {
	if h.kind == frameHeaders {
		if payload, err = unpad(h, payload); err != nil {
			return false, err
		}
		if h.has(flagPriority) {
			if len(payload) < 5 {
				return false, broken(codeFrameSize, "a HEADERS frame is too short")
			}
			payload = payload[5:]
		}
		r.id, r.last, r.partial = h.id, h.has(flagEnd), true
	} else if !r.partial {
		return false, broken(codeProtocol, "a header begins with its continuation")
	}
	if len(r.block)+len(payload) > blockLimit {
		return false, broken(codeCalm, "a header is larger than 64 kB")
	}
	r.block = append(r.block, payload...)
	if !h.has(flagEndHeaders) {
		return false, nil
	}
	r.partial = false
	r.fields, r.status, r.size, r.fault = nil, 0, 0, nil
	_, err = r.decoder.Write(r.block)
	if err == nil {
		err = r.decoder.Close()
	}
	r.block = nil
	if err != nil {
		return false, broken(codeCompression, "a header cannot be decompressed")
	}
	return true, nil
}

// field hears of each field.
func (r *headReader) field(f hpack.HeaderField) {
	if r.size += len(f.Name) + len(f.Value); r.size > fieldLimit {
		r.fault = &Fault{codeCalm, "a header is larger than 64 kB"}
		return
	}
	if !f.IsPseudo() {
		r.fields = append(r.fields, wire.Field{Name: f.Name, Value: f.Value})
		return
	}
	n, err := strconv.ParseUint(f.Value, 10, 16)
	if f.Name != ":status" || r.status != 0 || err != nil || len(f.Value) != 3 || n < 100 || len(r.fields) > 0 {
		r.fault = &Fault{codeProtocol, "a header has no proper status"}
		return
	}
	r.status = int(n)
}

// take is the header that is complete.
func (r *headReader) take() (wire.Fields, int, *Fault) { return r.fields, r.status, r.fault }
