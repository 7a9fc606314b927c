package fetch

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// codec is one content coding of RFC 9110 §8.4.1, RFC 7932, RFC 8878.
type codec struct {
	reader func(io.Reader) (io.Reader, error)
	writer func(io.Writer) (io.WriteCloser, error)
}

// codings are those a request or answer may name.
var codings = map[string]codec{
	"gzip": {
		func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil },
	},
	"deflate": {
		func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) },
		func(w io.Writer) (io.WriteCloser, error) { return zlib.NewWriter(w), nil },
	},
	"zstd": {
		func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r, zstd.WithDecoderConcurrency(1)) },
		func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)) },
	},
	"br": {
		func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		func(w io.Writer) (io.WriteCloser, error) { return brotli.NewWriter(w), nil },
	},
}

// MaxBody is how many bytes a compressed body may unpack to. A body without
// compression has no such bound: who sends it pays for each byte.
const MaxBody = 256 << 20

// DecompressError is a body that is not what its Content-Encoding says.
type DecompressError struct{ Err error }

func (e *DecompressError) Error() string {
	return fmt.Sprintf("error decompressing response body (%v)", e.Err)
}

// Unwrap is the decoder's error.
func (e *DecompressError) Unwrap() error { return e.Err }

// Decompress undoes a chain of content codings, the last first. One that is not
// known leaves the body as it is.
func Decompress(body []byte, encoding string) ([]byte, error) {
	return decompress(body, encoding, MaxBody)
}

func decompress(body []byte, encoding string, limit int64) ([]byte, error) {
	names := strings.Split(encoding, ",")
	for i := len(names) - 1; i >= 0 && len(body) > 0; i-- {
		c, ok := codings[strings.ToLower(strings.TrimSpace(names[i]))]
		if !ok {
			return body, nil
		}
		r, err := c.reader(bytes.NewReader(body))
		if err != nil {
			return nil, &DecompressError{whole(err)}
		}
		body, err = io.ReadAll(io.LimitReader(r, limit+1))
		if z, ok := r.(*zstd.Decoder); ok {
			z.Close()
		}
		if err != nil {
			return nil, &DecompressError{whole(err)}
		}
		if int64(len(body)) > limit {
			return nil, &DecompressError{fmt.Errorf("it unpacks to more than %d MiB", limit>>20)}
		}
	}
	return body, nil
}

// whole says of a body that ends too early that it does.
func whole(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// Codings reads a chain of content codings, as scripts write it. The error is in
// k6's words.
func Codings(chain string) (names []string, err error) {
	for name := range strings.SplitSeq(chain, ",") {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		if _, ok := codings[name]; !ok {
			return nil, fmt.Errorf("unknown compression algorithm %s, supported algorithms are [gzip deflate zstd br]", name)
		}
		names = append(names, name)
	}
	return names, nil
}

// Compress applies content codings that Codings has read, the first first, and
// returns the value of Content-Encoding.
func Compress(body []byte, names []string) (packed []byte, encoding string, err error) {
	for _, name := range names {
		var out bytes.Buffer
		w, err := codings[name].writer(&out)
		if err != nil {
			return nil, "", err
		}
		if _, err := w.Write(body); err != nil {
			return nil, "", err
		}
		if err := w.Close(); err != nil {
			return nil, "", err
		}
		body = out.Bytes()
	}
	return body, strings.Join(names, ", "), nil
}
