package module

import (
	"maps"
	"strings"

	"github.com/grafana/sobek"

	"volley/internal/module/k6"
	"volley/internal/module/k6/crypto"
	"volley/internal/module/k6/crypto/x509"
	"volley/internal/module/k6/data"
	"volley/internal/module/k6/encoding"
	"volley/internal/module/k6/execution"
	"volley/internal/module/k6/experimental/csv"
	"volley/internal/module/k6/experimental/fs"
	"volley/internal/module/k6/experimental/streams"
	"volley/internal/module/k6/html"
	"volley/internal/module/k6/http"
	"volley/internal/module/k6/metrics"
	"volley/internal/module/k6/secrets"
	"volley/internal/module/k6/timers"
	"volley/internal/module/k6/websockets"
	"volley/internal/module/k6/ws"
	"volley/internal/secret"
	"volley/internal/session"
	"volley/internal/vu"
	"volley/internal/web"
	"volley/internal/webcrypto"
)

// HTTPConfig is what k6/http is made of.
type HTTPConfig = http.Config

// Config is what the modules of a run are made of. It is filled in before the
// first iteration; the init context runs without.
type Config struct {
	Session *session.Config
	HTTP    *HTTPConfig
	Secrets *secret.Keeper // nil: none; there from the start
}

// Table makes the modules of one run, by import path. They keep what the VUs of
// that run share, so that a run takes a table of its own.
func Table(c Config) map[string]vu.Module {
	return map[string]vu.Module{
		"k6":                         k6.New(),
		"k6/crypto":                  crypto.New(),
		"k6/crypto/x509":             x509.New(),
		"k6/data":                    data.New(),
		"k6/encoding":                encoding.New(),
		"k6/execution":               execution.New(),
		"k6/experimental/csv":        csv.New(),
		"k6/experimental/fs":         fs.New(),
		"k6/experimental/streams":    streams.New(),
		"k6/experimental/websockets": websockets.NewExperimental(c.Session),
		"k6/html":                    html.New(),
		"k6/http":                    http.New(c.HTTP),
		"k6/metrics":                 metrics.New(),
		"k6/secrets":                 secrets.New(c.Secrets),
		"k6/timers":                  timers.New(),
		"k6/websockets":              websockets.New(c.Session),
		"k6/ws":                      ws.New(c.Session),
	}
}

// Globals makes what scripts of one run find without importing it, by name: the
// web platform's, and those of the table's k6/websockets.
func Globals(table map[string]vu.Module) map[string]func(*vu.VU) sobek.Value {
	all := web.Globals()
	maps.Copy(all, webcrypto.Globals())
	maps.Copy(all, http.Globals(table["k6/http"]))
	maps.Copy(all, websockets.Globals(table["k6/websockets"]))
	return all
}

// The reasons why a module of k6's is not here.
const (
	moved   = "k6 has removed it: import "
	noPlug  = "this volley was built without it; docs/extensions.md says how to build one with it"
	noOther = "volley speaks WebSockets and HTTP only"
)

// absent is every other path that k6 knows, and why it is not here.
func absent(path string) (why string) {
	switch path {
	case "k6/browser", "k6/net/grpc", "k6/experimental/browser", "k6/experimental/grpc", "k6/experimental/redis":
		return noOther
	case "k6/experimental/timers":
		return moved + "k6/timers instead"
	case "k6/experimental/webcrypto":
		return moved + "nothing, crypto is a global"
	case "k6/experimental/tracing":
		return "k6 has removed it"
	}
	if strings.HasPrefix(path, "k6/x/") {
		return noPlug
	}
	return ""
}

// Absent says in one sentence why a module that k6 knows is not here; known is
// false for a path that k6 does not know either.
func Absent(path string) (sentence string, known bool) {
	why := absent(path)
	if why == "" {
		return "", false
	}
	return "module " + path + ": " + why, true
}
