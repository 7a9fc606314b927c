package secret

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Keeper is a test's secrets.
//
// Safe for concurrent use.
type Keeper struct {
	sources  map[string]*source
	redactor atomic.Pointer[strings.Replacer]

	mu      sync.Mutex
	fetched []string // the values that servers gave
}

// Config is where sources find what they need.
type Config struct {
	// Read reads files.
	Read func(path string) ([]byte, error)
	// Env is every variable whose name begins so, after VOLLEY_ or K6_: the rest
	// of the name, and the value.
	Env func(prefix string) [][2]string
	// Proxy is the proxy for a URL, nil for none; a nil function is none.
	Proxy func(*url.URL) (*url.URL, error)
}

// redacted is what the log has in place of a secret; the word is k6's.
const redacted = "***SECRET_REDACTED***"

// Default is the name of the source that is asked if a script names none.
const Default = "default"

// Open reads the sources the user named, each kind=words. The error tells all
// that is wrong with them, and no secret. Without sources the Keeper is nil.
func Open(texts []string, c Config) (*Keeper, error) {
	if c.Read == nil {
		c.Read = os.ReadFile
	}
	if c.Env == nil {
		c.Env = func(string) [][2]string { return nil }
	}
	if len(texts) == 0 {
		return nil, nil
	}
	k := &Keeper{sources: map[string]*source{}}
	var faults []error
	for _, text := range texts {
		s, err := parse(text, c)
		if err == nil {
			err = k.add(s)
		}
		if err != nil {
			faults = append(faults, err)
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	if len(k.sources) == 1 {
		for _, s := range maps.Clone(k.sources) {
			k.sources[Default] = s // nobody else can be meant
		}
	}
	k.redactor.Store(strings.NewReplacer(k.pairs()...))
	return k, nil
}

func (k *Keeper) add(s *source) error {
	if k.sources[s.name] != nil {
		return fmt.Errorf("two secret sources are named %q: give one a name=", s.name)
	}
	k.sources[s.name] = s
	if s.first && s.name != Default {
		if k.sources[Default] != nil {
			return errors.New("two secret sources are the default one")
		}
		k.sources[Default] = s
	}
	return nil
}

// pairs are the values and what stands for them. Of two that begin alike the
// longer one comes first.
func (k *Keeper) pairs() (pairs []string) {
	values := slices.Clone(k.fetched)
	for _, s := range k.sources {
		values = slices.AppendSeq(values, maps.Values(s.values))
	}
	slices.SortFunc(values, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	for _, value := range slices.Compact(values) {
		if value != "" {
			pairs = append(pairs, value, redacted)
		}
	}
	return pairs
}

// keep has a secret that a server gave kept out of the log.
func (k *Keeper) keep(value string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fetched = append(k.fetched, value)
	k.redactor.Store(strings.NewReplacer(k.pairs()...))
}

// Waits reports whether secrets of a source may have to be waited for.
func (k *Keeper) Waits(name string) bool {
	return k != nil && k.sources[name] != nil && k.sources[name].remote != nil
}

// Get is a secret of a source. The errors are k6's words,
// with what was asked for.
func (k *Keeper) Get(ctx context.Context, name, key string) (string, error) {
	if k == nil {
		return "", errors.New("no secret sources are configured")
	}
	s := k.sources[name]
	if s == nil {
		return "", fmt.Errorf("no secret source with name %q is configured", name)
	}
	if s.remote != nil {
		return s.remote.get(ctx, key, k.keep)
	}
	value, ok := s.values[key]
	if !ok {
		return "", fmt.Errorf("no value for the secret %q", key)
	}
	return value, nil
}

// Redact is a text without secrets.
func (k *Keeper) Redact(text string) string {
	if k == nil {
		return text
	}
	return k.redactor.Load().Replace(text)
}
