package remote

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"time"
)

// entry is what the index knows of one URL. Immutable.
type entry struct {
	URL      string    `json:"url"`
	Final    string    `json:"final"` // where its redirects end
	SHA256   string    `json:"sha256"`
	Fresh    time.Time `json:"fresh"` // until then nobody is asked
	ETag     string    `json:"etag,omitempty"`
	Modified string    `json:"lastModified,omitempty"`
	text     []byte
}

// store is the folder. Its faults are no faults of a test: what cannot be kept
// is fetched again.
type store struct{ dir string }

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// load finds a URL's copy; nil if there is none that is whole.
func (s store) load(url string) *entry {
	data, err := os.ReadFile(s.index(url))
	if err != nil {
		return nil
	}
	e := &entry{}
	if err := json.Unmarshal(data, e); err != nil || e.URL != url || len(e.SHA256) != 2*sha256.Size {
		return nil
	}
	e.text, err = os.ReadFile(s.text(e.SHA256))
	if err != nil || sum(e.text) != e.SHA256 {
		return nil
	}
	return e
}

// save keeps a copy. Who reads meanwhile sees the old one or the new one.
func (s store) save(e *entry) error {
	data, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		return err
	}
	if err := write(s.text(e.SHA256), e.text); err != nil {
		return err
	}
	return write(s.index(e.URL), data)
}

func (s store) index(url string) string {
	return filepath.Join(s.dir, "index", sum([]byte(url))+".json")
}
func (s store) text(sha string) string { return filepath.Join(s.dir, "text", filepath.Base(sha)) }

// write makes a file in one step.
func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
