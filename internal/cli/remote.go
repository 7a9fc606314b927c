package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"volley/internal/archive"
	"volley/internal/remote"
)

// fetch gets a module from the web; see script.Config.
type fetch func(ctx context.Context, address string) (data []byte, final string, err error)

// fetcher is where modules come from that a script imports by https: the web,
// or the copies of it below the user's cache.
func (t *trial) fetcher() fetch {
	if !t.remote {
		return func(context.Context, string) ([]byte, string, error) {
			return nil, "", errors.New("--no-remote-imports is set: save the file beside the script and import it by its path")
		}
	}
	c := remote.Config{Proxy: t.config.Proxy, Warn: func(sentence string) { t.log.Warn(sentence) }}
	if dir, err := os.UserCacheDir(); err == nil {
		c.Dir = filepath.Join(dir, "volley", "modules")
	}
	return remote.New(c).Get
}

// packed is where they come from when the test is an archive: from there alone.
func packed(a *archive.Archive) fetch {
	return func(_ context.Context, address string) ([]byte, string, error) {
		if final, moved := a.Metadata.Redirects[address]; moved {
			address = final
		}
		data, err := a.ReadFile(address)
		if errors.Is(err, fs.ErrNotExist) {
			err = errors.New("the archive does not hold it; make the archive again, by volley archive")
		}
		return data, address, err
	}
}

// noted is a fetch that notes what it brings.
func (n *notes) noted(get fetch) fetch {
	return func(ctx context.Context, address string) ([]byte, string, error) {
		data, final, err := get(ctx, address)
		if err == nil {
			n.make(final, data)
		}
		if err == nil && final != address {
			n.mu.Lock()
			defer n.mu.Unlock()
			n.redirects[address] = final
		}
		return data, final, err
	}
}
