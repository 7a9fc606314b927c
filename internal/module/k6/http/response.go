package http

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/grafana/sobek"
	"github.com/tidwall/gjson"
	"golang.org/x/crypto/ocsp"

	"volley/internal/fetch"
	"volley/internal/web"
)

// responseClass is what all answers have in common.
var responseClass = &web.Class{
	Name: "Response", Attributes: members,
	Methods: map[string]web.Method{
		"json": responseJSON, "html": responseHTML, "submitForm": submitForm, "clickLink": clickLink,
	},
}

// members are an answer's properties, in k6's order.
var members = []string{
	"remote_ip", "remote_port", "url", "status", "status_text", "proto", "headers", "cookies", "body",
	"timings", "tls_version", "tls_cipher_suite", "ocsp", "error", "error_code", "request",
}

// response is one answer. What a script does not look at is never made.
type response struct {
	web.Base
	i   *instance
	job *job // nil for a request that was never made
	res *fetch.Response

	code       int
	fault      string
	url        string // of a request that was never made
	made       [16]sobek.Value
	parsed     sobek.Value
	parsedFrom sobek.Value
}

func (i *instance) response(j *job) sobek.Value {
	r := &response{i: i, job: j, res: j.res}
	r.code, r.fault = fetch.Explain(j.res.Err)
	if j.res.Err == nil {
		r.code = fetch.StatusCode(j.res.Status)
	}
	return i.realm.Object(i.answers, r)
}

// Get answers for the members.
func (r *response) Get(key string) sobek.Value {
	n := slices.Index(members, key)
	if n < 0 {
		return r.Base.Get(key)
	}
	if r.made[n] == nil {
		r.made[n] = r.member(key)
	}
	return r.made[n]
}

// Set replaces a member, or adds a property: an answer is the script's own.
func (r *response) Set(key string, value sobek.Value) bool {
	if n := slices.Index(members, key); n >= 0 {
		r.made[n] = value
		return true
	}
	return r.Base.Set(key, value)
}

// Has reports whether there is such a property.
func (r *response) Has(key string) bool { return slices.Contains(members, key) || r.Base.Has(key) }

// Keys are the members, then what a script added.
func (r *response) Keys() []string { return append(slices.Clone(members), r.Base.Keys()...) }

func (r *response) member(key string) sobek.Value {
	rt, res := r.i.rt, r.res
	switch key {
	case "remote_ip":
		if res.Remote.IsValid() {
			return rt.ToValue(res.Remote.Addr().String())
		}
		return rt.ToValue("")
	case "remote_port":
		return rt.ToValue(int64(res.Remote.Port()))
	case "url":
		return rt.ToValue(r.address())
	case "status":
		return rt.ToValue(res.Status)
	case "status_text":
		return rt.ToValue(res.StatusText)
	case "proto":
		return rt.ToValue(res.Proto)
	case "headers":
		return r.headers()
	case "cookies":
		return r.cookies()
	case "body":
		return r.body()
	case "timings":
		return r.timings()
	case "tls_version":
		return rt.ToValue(r.tlsText(func(s *tls.ConnectionState) string { return tlsVersion(s.Version) }))
	case "tls_cipher_suite":
		return rt.ToValue(r.tlsText(func(s *tls.ConnectionState) string { return tls.CipherSuiteName(s.CipherSuite) }))
	case "ocsp":
		return r.ocsp()
	case "error":
		return rt.ToValue(r.fault)
	case "error_code":
		return rt.ToValue(r.code)
	}
	return r.request()
}

func (r *response) address() string {
	if r.job == nil {
		return r.url
	}
	return r.res.URL.String()
}

func (r *response) tlsText(of func(*tls.ConnectionState) string) string {
	if r.res.TLS == nil {
		return ""
	}
	return of(r.res.TLS)
}

func (r *response) headers() sobek.Value {
	obj := r.i.rt.NewObject()
	for _, name := range sortedKeys(r.res.Header) {
		r.i.set(obj, name, strings.Join(r.res.Header[name], ", "))
	}
	return obj
}

func sortedKeys[T any](m map[string]T) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// noExpiry is what k6 shows for a cookie without Expires: the zero time of Go in
// milliseconds since 1970, wrapped around.
const noExpiry = -6795364578871

func (r *response) cookies() sobek.Value {
	rt := r.i.rt
	byName := map[string][]any{}
	var names []string
	for _, c := range r.res.Cookies {
		if byName[c.Name] == nil {
			names = append(names, c.Name)
		}
		expires := int64(noExpiry)
		if !c.Expires.IsZero() {
			expires = c.Expires.UnixMilli()
		}
		obj := rt.NewObject()
		for _, pair := range []struct {
			key   string
			value any
		}{
			{"name", c.Name}, {"value", c.Value}, {"domain", c.Domain}, {"path", c.Path},
			{"http_only", c.HttpOnly}, {"secure", c.Secure}, {"max_age", c.MaxAge}, {"expires", expires},
		} {
			r.i.set(obj, pair.key, pair.value)
		}
		byName[c.Name] = append(byName[c.Name], obj)
	}
	obj := rt.NewObject()
	for _, name := range names {
		r.i.set(obj, name, rt.NewArray(byName[name]...))
	}
	return obj
}

func (r *response) body() sobek.Value {
	rt := r.i.rt
	switch {
	case r.res.Body == nil, r.job.params.responseType == noBody:
		return sobek.Null()
	case r.job.params.responseType == binaryBody:
		return rt.ToValue(rt.NewArrayBuffer(r.res.Body))
	}
	return rt.ToValue(string(r.res.Body))
}

// timings are those of the last hop, in milliseconds.
func (r *response) timings() sobek.Value {
	var t fetch.Timings
	if n := len(r.res.Hops); n > 0 {
		t = r.res.Hops[n-1].Timings
	}
	obj := r.i.rt.NewObject()
	for _, phase := range []struct {
		key  string
		took time.Duration
	}{
		{"duration", t.Duration()}, {"blocked", t.Blocked}, {"looking_up", 0}, {"connecting", t.Connecting},
		{"tls_handshaking", t.TLS}, {"sending", t.Sending}, {"waiting", t.Waiting}, {"receiving", t.Receiving},
	} {
		r.i.set(obj, phase.key, ms(phase.took))
	}
	return obj
}

// ocsp is the stapled answer about the server's certificate (RFC 6066 §8).
func (r *response) ocsp() sobek.Value {
	obj := r.i.rt.NewObject()
	var produced, this, next, revoked int64
	status, reason := "", ""
	if s := r.res.TLS; s != nil && len(s.OCSPResponse) > 0 {
		status = "unknown"
		if o, err := ocsp.ParseResponse(s.OCSPResponse, nil); err == nil {
			produced, this, next = o.ProducedAt.Unix(), o.ThisUpdate.Unix(), o.NextUpdate.Unix()
			status = ocspStatus[o.Status]
			if o.Status == ocsp.Revoked {
				revoked, reason = o.RevokedAt.Unix(), ocspReason[o.RevocationReason]
			}
		}
	}
	for _, pair := range []struct {
		key   string
		value any
	}{
		{"produced_at", produced}, {"this_update", this}, {"next_update", next},
		{"revoked_at", revoked}, {"revocation_reason", reason}, {"status", status},
	} {
		r.i.set(obj, pair.key, pair.value)
	}
	return obj
}

var ocspStatus = map[int]string{
	ocsp.Good: "good", ocsp.Revoked: "revoked", ocsp.Unknown: "unknown", ocsp.ServerFailed: "server_failed",
}

var ocspReason = map[int]string{
	ocsp.Unspecified: "unspecified", ocsp.KeyCompromise: "key_compromise", ocsp.CACompromise: "ca_compromise",
	ocsp.AffiliationChanged: "affiliation_changed", ocsp.Superseded: "superseded",
	ocsp.CessationOfOperation: "cessation_of_operation", ocsp.CertificateHold: "certificate_hold",
	ocsp.RemoveFromCRL: "remove_from_crl", ocsp.PrivilegeWithdrawn: "privilege_withdrawn",
	ocsp.AACompromise: "aa_compromise",
}

// request is the first hop as it left.
func (r *response) request() sobek.Value {
	rt := r.i.rt
	obj := rt.NewObject()
	if r.job == nil {
		return obj
	}
	q := r.job.req
	headers := rt.NewObject()
	for _, name := range sortedKeys(r.res.Sent) {
		if name == "Authorization" && q.Header.Get(name) == "" {
			continue // made of the URL, which is shown
		}
		values := make([]any, len(r.res.Sent[name]))
		for n, value := range r.res.Sent[name] {
			values[n] = value
		}
		r.i.set(headers, name, rt.NewArray(values...))
	}
	r.i.set(obj, "method", q.Method)
	r.i.set(obj, "url", q.URL.String())
	r.i.set(obj, "headers", headers)
	r.i.set(obj, "body", string(q.Body))
	r.i.set(obj, "cookies", r.sentCookies())
	return obj
}

func (r *response) sentCookies() sobek.Value {
	rt := r.i.rt
	obj := rt.NewObject()
	request := http.Request{Header: r.res.Sent}
	byName := map[string][]any{}
	for _, c := range request.Cookies() {
		one := rt.NewObject()
		replace := slices.ContainsFunc(r.job.params.cookies, func(p cookie) bool { return p.name == c.Name && p.replace })
		r.i.set(one, "name", c.Name)
		r.i.set(one, "value", c.Value)
		r.i.set(one, "replace", replace)
		byName[c.Name] = append(byName[c.Name], one)
	}
	for _, name := range sortedKeys(byName) {
		r.i.set(obj, name, rt.NewArray(byName[name]...))
	}
	return obj
}

// text is the body as the script has it, or the sentence why it cannot be read as
// what it should be.
func (r *response) text(as string) ([]byte, error) {
	value := r.Get("body")
	if sobek.IsNull(value) {
		return nil, fmt.Errorf("the body is null so we can't transform it to %s - this likely was because of a request error getting the response", as)
	}
	if ab, ok := value.Export().(sobek.ArrayBuffer); ok {
		return ab.Bytes(), nil
	}
	return []byte(value.String()), nil
}

// responseJSON is json([selector]): the whole body, or what a gjson path finds
// in it.
func responseJSON(realm *web.Realm, call sobek.FunctionCall) sobek.Value {
	r := web.Self[*response](realm, call.This)
	text, err := r.text("JSON")
	if err != nil {
		realm.VU().Throw(err)
	}
	if selector := call.Argument(0); !sobek.IsUndefined(selector) {
		found := gjson.GetBytes(text, selector.String())
		if !found.Exists() {
			return sobek.Undefined()
		}
		return r.parse([]byte(found.Raw))
	}
	// The same body is parsed once: scripts ask again and again.
	if body := r.Get("body"); r.parsed == nil || r.parsedFrom != body {
		r.parsed, r.parsedFrom = r.parse(text), body
	}
	return r.parsed
}

// parse throws where the text is no JSON, with the place.
func (r *response) parse(text []byte) sobek.Value {
	value, err := r.i.v.Parse(text)
	if err == nil {
		return value
	}
	var anything any
	var syntax *json.SyntaxError
	switch plain := json.Unmarshal(text, &anything); {
	case errors.As(plain, &syntax):
		before := text[:min(int(syntax.Offset), len(text))]
		line := bytes.Count(before, []byte("\n")) + 1
		column := len(before) - bytes.LastIndexByte(before, '\n') - 1
		r.i.v.Throw(fmt.Errorf("cannot parse json due to an error at line %d, character %d , error: %w", line, column, plain))
	case plain != nil:
		r.i.v.Throw(plain)
	}
	r.i.v.Throw(err)
	return nil
}
