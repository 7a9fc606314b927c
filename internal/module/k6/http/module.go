package http

import (
	"strings"

	"github.com/grafana/sobek"

	"volley/internal/fetch"
	"volley/internal/vu"
	"volley/internal/web"
)

// Config is what all VUs of a run share. Immutable.
type Config struct {
	Fetch        fetch.Config
	UserAgent    string
	MaxRedirects int
	// RedirectsGiven is set when the user chose MaxRedirects: nobody is warned
	// of reaching it.
	RedirectsGiven bool
	// Batch and BatchPerHost bound how many requests of one batch run at once.
	Batch, BatchPerHost int
	// DiscardBodies reads bodies without keeping them, unless a request asks
	// for its own.
	DiscardBodies bool
	// NoVUReuse closes a VU's connections between iterations.
	NoVUReuse bool
}

type module struct{ config *Config }

// New returns the module k6/http.
func New(c *Config) vu.Module { return module{c} }

var names = []string{
	"CookieJar",
	"OCSP_REASON_AA_COMPROMISE", "OCSP_REASON_AFFILIATION_CHANGED", "OCSP_REASON_CA_COMPROMISE",
	"OCSP_REASON_CERTIFICATE_HOLD", "OCSP_REASON_CESSATION_OF_OPERATION", "OCSP_REASON_KEY_COMPROMISE",
	"OCSP_REASON_PRIVILEGE_WITHDRAWN", "OCSP_REASON_REMOVE_FROM_CRL", "OCSP_REASON_SUPERSEDED",
	"OCSP_REASON_UNSPECIFIED", "OCSP_STATUS_GOOD", "OCSP_STATUS_REVOKED", "OCSP_STATUS_SERVER_FAILED",
	"OCSP_STATUS_UNKNOWN", "TLS_1_0", "TLS_1_1", "TLS_1_2", "TLS_1_3",
	"asyncRequest", "batch", "cookieJar", "del", "expectedStatuses", "file", "get", "head", "options",
	"patch", "post", "put", "request", "setResponseCallback", "url",
}

// constants are words a script may compare tls_version and ocsp with.
var constants = map[string]string{
	"TLS_1_0": "tls1.0", "TLS_1_1": "tls1.1", "TLS_1_2": "tls1.2", "TLS_1_3": "tls1.3",
	"OCSP_STATUS_GOOD": "good", "OCSP_STATUS_REVOKED": "revoked",
	"OCSP_STATUS_SERVER_FAILED": "server_failed", "OCSP_STATUS_UNKNOWN": "unknown",
	"OCSP_REASON_AA_COMPROMISE": "aa_compromise", "OCSP_REASON_AFFILIATION_CHANGED": "affiliation_changed",
	"OCSP_REASON_CA_COMPROMISE": "ca_compromise", "OCSP_REASON_CERTIFICATE_HOLD": "certificate_hold",
	"OCSP_REASON_CESSATION_OF_OPERATION": "cessation_of_operation", "OCSP_REASON_KEY_COMPROMISE": "key_compromise",
	"OCSP_REASON_PRIVILEGE_WITHDRAWN": "privilege_withdrawn", "OCSP_REASON_REMOVE_FROM_CRL": "remove_from_crl",
	"OCSP_REASON_SUPERSEDED": "superseded", "OCSP_REASON_UNSPECIFIED": "unspecified",
}

// Names are what a script may import.
func (module) Names() []string { return names }

// New makes a VU's instance. Its client comes to exist with the first request.
func (m module) New(v *vu.VU) vu.Exports {
	return vu.Exports{Named: instanceOf(m, v).export}
}

type instanceKey struct{}

// instanceOf is the VU's instance, whichever way its script comes to it.
func instanceOf(m module, v *vu.VU) *instance {
	return v.Local(instanceKey{}, func() any {
		i := &instance{config: m.config, v: v, rt: v.Runtime(), realm: web.Of(v), answers: responseClass}
		i.expected = &statuses{ranges: []span{{200, 399}}}
		return i
	}).(*instance)
}

// instance is what one VU owns.
type instance struct {
	config   *Config
	v        *vu.VU
	rt       *sobek.Runtime
	realm    *web.Realm
	answers  *web.Class // their class, whose methods make more of them
	client   *fetch.Client
	expected *statuses // nil: no answer is judged
	in, out  uint64    // traffic counted so far
	used     int64     // the iteration that last made a request
}

func (i *instance) export(name string) sobek.Value {
	if text, ok := constants[name]; ok {
		return i.rt.ToValue(text)
	}
	if name == "CookieJar" {
		return i.realm.Constructor(cookieJar)
	}
	return i.rt.ToValue(i.v.Native(i.function(name)))
}

// function is one of the module's.
func (i *instance) function(name string) func(sobek.FunctionCall) sobek.Value {
	switch name {
	case "get", "head":
		return i.bare(name)
	case "post", "put", "patch", "options":
		return i.verb(strings.ToUpper(name))
	case "del":
		return i.verb("DELETE")
	case "request":
		return func(call sobek.FunctionCall) sobek.Value {
			return i.blocking(call.Argument(0).String(), call.Argument(1), call.Argument(2), call.Argument(3))
		}
	case "asyncRequest":
		return i.asyncRequest
	case "batch":
		return i.batch
	case "url":
		return i.template
	case "file":
		return i.file
	case "cookieJar":
		return i.jar
	case "expectedStatuses":
		return i.expectedStatuses
	}
	return i.setResponseCallback
}
