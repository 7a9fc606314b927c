package script

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// maxSource is the largest script that is read. Bundles of a few megabytes are
// common; more is a data file given by mistake.
const maxSource = 64 << 20

// errSource are the reasons why a file is no script.
var (
	errEmpty   = errors.New("the file is empty")
	errBinary  = errors.New("this is not a text file; a script is JavaScript or TypeScript in UTF-8")
	errUTF16   = errors.New("the file is UTF-16: save it as UTF-8")
	errArchive = errors.New("this is an archive (tar): extract it and run the script in it")
	errDir     = errors.New("is a directory")
	errHuge    = fmt.Errorf("the file is larger than %d MB", maxSource>>20)
)

// readFile reads a file that is a script. Faults of the file system have lost
// the operation and the path: who asked names them.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, reason(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, errDir
	}
	return readSource(f)
}

// readFrom is readFile with a reader of files that is not the disk, if there is
// one.
func readFrom(read func(string) ([]byte, error), path string) ([]byte, error) {
	if read == nil {
		return readFile(path)
	}
	data, err := read(path)
	if err != nil {
		return nil, reason(err)
	}
	return data, nil
}

func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func readSource(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSource+1))
	switch {
	case err != nil:
		return nil, reason(err)
	case len(data) > maxSource:
		return nil, errHuge
	}
	return data, nil
}

// clean checks that data can be a script, and drops a byte order mark. A "#!"
// line is the engine's matter.
func clean(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return "", errUTF16
	case len(data) > 262 && bytes.Equal(data[257:262], []byte("ustar")):
		return "", errArchive
	case bytes.IndexByte(data, 0) >= 0:
		return "", errBinary
	}
	return string(data), nil
}
