package http

import (
	"bytes"
	_ "embed" // for the classes' text
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/grafana/sobek"

	"volley/internal/fetch"
	"volley/internal/vu"
	"volley/internal/web"
)

//go:embed fetch.js
var fetchText string

var fetchProgram = sync.OnceValue(func() *sobek.Program { return sobek.MustCompile("fetch", fetchText, true) })

// fetchNames are what the program makes.
var fetchNames = []string{"fetch", "FormData", "Headers", "Request", "Response"}

// mostHops is how many redirects fetch follows (Fetch §4.4).
const mostHops = 20

// Globals are the Fetch standard's names that scripts find without importing
// them, on the client of m, which is this package's module.
func Globals(m vu.Module) map[string]func(*vu.VU) sobek.Value {
	all := map[string]func(*vu.VU) sobek.Value{}
	for _, name := range fetchNames {
		all[name] = func(v *vu.VU) sobek.Value { return instanceOf(m.(module), v).fetchAPI().Get(name) }
	}
	return all
}

type fetchKey struct{}

// fetchAPI is what the program made in this VU.
func (i *instance) fetchAPI() *sobek.Object {
	return i.v.Local(fetchKey{}, func() any {
		lib, native := i.rt.NewObject(), i.rt.NewObject()
		// Plain objects of our own take anything.
		for _, c := range []*web.Class{web.Blob, web.File, web.URL, web.URLSearchParams, web.TextEncoder, web.TextDecoder, web.AbortController, web.AbortSignal} {
			_ = lib.Set(c.Name, i.realm.Constructor(c))
		}
		_ = lib.Set("stream", i.v.Native(func(sobek.FunctionCall) sobek.Value { return i.realm.Stream("ReadableStream") }))
		for name, f := range map[string]func(sobek.FunctionCall) sobek.Value{"send": i.send, "bytes": i.fetchBytes, "form": i.form, "parts": i.parts, "text": i.text} {
			_ = native.Set(name, i.v.Native(f))
		}
		return i.realm.Evaluate(fetchProgram(), lib, native)
	}).(*sobek.Object)
}

// fetchBytes is a copy of what a Blob or a buffer holds; undefined for what is
// neither.
func (i *instance) fetchBytes(call sobek.FunctionCall) sobek.Value {
	value := call.Argument(0)
	if blob, ok := web.As[*web.BlobObject](value); ok {
		return i.rt.ToValue(i.rt.NewArrayBuffer(bytes.Clone(blob.Bytes())))
	}
	if data, ok := vu.Bytes(value); ok {
		return i.rt.ToValue(i.rt.NewArrayBuffer(bytes.Clone(data)))
	}
	return sobek.Undefined()
}

// text is a script's value as text, without lone surrogates.
func (i *instance) text(call sobek.FunctionCall) sobek.Value {
	return i.rt.ToValue(i.realm.Text(call.Argument(0)))
}

// each walks an array of our own program's.
func (i *instance) each(list sobek.Value, f func(get func(n int) sobek.Value)) {
	array := list.ToObject(i.rt)
	for n := range array.Get("length").ToInteger() {
		item := array.Get(fmt.Sprint(n)).ToObject(i.rt)
		f(func(n int) sobek.Value {
			if value := item.Get(fmt.Sprint(n)); value != nil {
				return value
			}
			return sobek.Undefined()
		})
	}
}

// form is entries as multipart/form-data: bytes and their type.
func (i *instance) form(call sobek.FunctionCall) sobek.Value {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	quote := strings.NewReplacer("\r\n", "%0D%0A", "\r", "%0D", "\n", "%0A", `"`, "%22").Replace
	i.each(call.Argument(0), func(get func(int) sobek.Value) {
		header := textproto.MIMEHeader{}
		data, isFile := vu.Bytes(get(1))
		disposition := `form-data; name="` + quote(get(0).String()) + `"`
		if isFile {
			disposition += `; filename="` + quote(get(2).String()) + `"`
			kind := get(3).String()
			if kind == "" {
				kind = "application/octet-stream"
			}
			header.Set("Content-Type", kind)
		} else {
			data = []byte(get(1).String())
		}
		header.Set("Content-Disposition", disposition)
		part, _ := w.CreatePart(header) // a buffer takes everything
		_, _ = part.Write(data)
	})
	_ = w.Close()
	return i.rt.NewArray(i.rt.NewArrayBuffer(body.Bytes()), w.FormDataContentType())
}

// parts are the entries of a body that is multipart/form-data; a TypeError for
// any other.
func (i *instance) parts(call sobek.FunctionCall) sobek.Value {
	data, _ := vu.Bytes(call.Argument(0))
	kind, params, err := mime.ParseMediaType(call.Argument(1).String())
	if err != nil || kind != "multipart/form-data" || params["boundary"] == "" {
		panic(i.rt.NewTypeError("a body of the type %q is no form", call.Argument(1).String()))
	}
	var all []any
	for r := multipart.NewReader(bytes.NewReader(data), params["boundary"]); ; {
		part, err := r.NextRawPart()
		if err == io.EOF {
			return i.rt.NewArray(all...)
		}
		var text []byte
		if err == nil {
			text, err = io.ReadAll(part)
		}
		if err != nil {
			panic(i.rt.NewTypeError("the body is no form: %v", err))
		}
		unquote := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%22", `"`).Replace
		entry := []any{unquote(part.FormName()), i.rt.NewArrayBuffer(text)}
		if _, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition")); err == nil {
			if name, has := params["filename"]; has {
				entry = append(entry, unquote(name), part.Header.Get("Content-Type"))
			}
		}
		all = append(all, i.rt.NewArray(entry...))
	}
}

// send makes a request and returns { promise, cancel }.
func (i *instance) send(call sobek.FunctionCall) sobek.Value {
	if i.v.Stage == vu.Init {
		panic(i.rt.NewTypeError("fetch failed: there are no requests in the init context; fetch in setup() or in an iteration"))
	}
	address := call.Argument(1).String()
	u, err := url.Parse(address)
	if err != nil {
		panic(i.rt.NewTypeError("fetch failed: %v", err))
	}
	j := &job{i: i, params: params{jar: i.v.Jar(), redirects: mostHops, silent: true, tags: i.v.Tags(), timeout: defaultTimeout, expected: i.expected, header: http.Header{}}}
	p := &j.params
	if i.config.UserAgent != "" {
		p.header.Set("User-Agent", i.config.UserAgent)
	}
	host := ""
	for name, values := range i.header(call.Argument(2)) {
		if name == "Host" {
			host = values[0]
			continue
		}
		p.header[name] = values
	}
	redirect := call.Argument(4).String()
	if redirect != "follow" {
		p.redirects = 0
	}
	body, given := vu.Bytes(call.Argument(3))
	method := call.Argument(0).String()
	j.req = &fetch.Request{
		Method: method, URL: u, Header: p.header, Host: host, Body: bytes.Clone(body),
		HasBody: given || method == "POST" || method == "PUT" || method == "PATCH", Redirects: p.redirects, Timeout: p.timeout,
	}
	if call.Argument(5).ToBoolean() {
		j.req.Jar = &merged{jar: p.jar}
	}
	promise, resolve, reject := i.rt.NewPromise()
	f := &fetched{job: j, redirect: redirect, resolve: resolve, reject: reject}
	i.v.Hold(&f.Hold, f)
	j.start(nil, f.answered)
	both := i.rt.NewObject()
	_ = both.Set("promise", promise) // a fresh object takes everything
	_ = both.Set("cancel", i.v.Native(func(sobek.FunctionCall) sobek.Value {
		f.Interrupt()
		return sobek.Undefined()
	}))
	return both
}

// header is a list of headers as net/http has them.
func (i *instance) header(list sobek.Value) http.Header {
	header := http.Header{}
	i.each(list, func(get func(int) sobek.Value) { header.Add(get(0).String(), get(1).String()) })
	return header
}

// fetched is a request of fetch's under way.
type fetched struct {
	*job
	vu.Hold
	redirect        string
	resolve, reject func(any) error
	gone            bool
}

func (f *fetched) answered() {
	if !f.gone {
		f.i.v.Enqueue(f)
	}
}

// Run settles the promise: a task of its own.
func (f *fetched) Run(v *vu.VU) {
	if f.gone {
		return
	}
	i, res := f.i, f.res
	i.count(f.job)
	switch {
	case res.Err != nil:
		_, text := fetch.Explain(res.Err)
		settle(v, f.reject, i.fetchFault(text, i.rt.NewGoError(res.Err)))
	case res.More && f.redirect == "error":
		settle(v, f.reject, i.fetchFault("it is redirected", sobek.Undefined()))
	case res.More && f.redirect == "follow":
		settle(v, f.reject, i.fetchFault(fmt.Sprintf("it is redirected more than %d times", mostHops), sobek.Undefined()))
	default:
		settle(v, f.resolve, i.told(f.job))
	}
	f.Release()
}

// fetchFault is a request without an answer, as fetch rejects.
func (i *instance) fetchFault(why string, cause sobek.Value) sobek.Value {
	fault := i.rt.NewTypeError("fetch failed: %s", why)
	if !sobek.IsUndefined(cause) {
		_ = fault.DefineDataProperty("cause", cause, sobek.FLAG_TRUE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	}
	return fault
}

// told is an answer as the program takes it.
func (i *instance) told(j *job) sobek.Value {
	res := j.res
	var header []any
	for _, name := range sortedKeys(res.Header) {
		for _, value := range res.Header[name] {
			header = append(header, i.rt.NewArray(strings.ToLower(name), value))
		}
	}
	var body any = sobek.Null()
	if !slices.Contains([]int{http.StatusNoContent, http.StatusResetContent, http.StatusNotModified}, res.Status) && j.req.Method != http.MethodHead {
		body = i.rt.NewArrayBuffer(res.Body)
	}
	at := *res.URL
	at.Fragment = ""
	return i.rt.NewArray(res.Status, strings.TrimPrefix(res.StatusText, fmt.Sprint(res.Status, " ")), at.String(), len(res.Hops) > 1, i.rt.NewArray(header...), body)
}

// End gives the request up because the iteration failed.
func (f *fetched) End() { f.Interrupt() }

// Interrupt gives the request up.
func (f *fetched) Interrupt() {
	f.gone = true
	f.cancel()
	f.Release()
}

// String names the request in the list of what still held the loop.
func (f *fetched) String() string { return "fetch " + f.req.Method + " " + fetch.Mask(f.req.URL) }
