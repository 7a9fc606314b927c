package http

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/fetch"
	"volley/internal/metric"
	"volley/internal/vu"
)

// defaultTimeout is k6's.
const defaultTimeout = time.Minute

// params are what a script's parameter object asks for.
type params struct {
	header       http.Header
	host         string
	cookies      []cookie
	jar          *vu.Jar
	compression  []string
	redirects    int
	silent       bool // how many redirects was asked for: reaching it is no surprise
	tags         metric.Tags
	name         string
	auth         fetch.Auth
	timeout      time.Duration
	throw        bool
	responseType responseType
	expected     *statuses
}

type responseType uint8

const (
	textBody responseType = iota
	binaryBody
	noBody
)

// cookie is one of the parameter cookies: it goes with this request only.
type cookie struct {
	name, value string
	replace     bool
}

// prepare reads all arguments of one request.
func (i *instance) prepare(method string, address, body, given sobek.Value) (*job, *fault) {
	j := &job{i: i}
	p := &j.params
	*p = params{
		jar: i.v.Jar(), redirects: i.config.MaxRedirects, silent: i.config.RedirectsGiven, tags: i.v.Tags(), timeout: defaultTimeout,
		throw: i.v.Test().Throw, expected: i.expected, header: http.Header{},
	}
	if i.config.DiscardBodies {
		p.responseType = noBody
	}
	if i.config.UserAgent != "" {
		p.header.Set("User-Agent", i.config.UserAgent)
	}
	u, name, err := i.address(address)
	if err != nil {
		return nil, &fault{code: fetch.CodeURL, err: err, throw: p.throw}
	}
	p.name = name
	if err := i.parse(p, given); err != nil {
		return nil, &fault{err: err, throw: p.throw, url: u.String()}
	}
	content, err := i.body(p, body)
	if err != nil {
		return nil, &fault{err: err, throw: p.throw, url: u.String()}
	}
	if len(p.compression) > 0 && content.given {
		packed, encoding, err := fetch.Compress(content.bytes, p.compression)
		if err != nil {
			return nil, &fault{err: err, throw: p.throw, url: u.String()}
		}
		content.bytes = packed
		p.header.Set("Content-Encoding", encoding)
	}
	j.req = &fetch.Request{
		Method: method, URL: u, Header: p.header, Host: p.host,
		Body: content.bytes, HasBody: content.given || method == "POST" || method == "PUT" || method == "PATCH",
		Redirects: p.redirects, Auth: p.auth, Timeout: p.timeout,
		Jar: &merged{jar: p.jar, extra: p.cookies},
	}
	if p.responseType == noBody {
		j.req.Keep = fetch.DiscardBody
	}
	return j, nil
}

// address is the URL of a request, and its name if it was made by url`…`.
func (i *instance) address(value sobek.Value) (u *url.URL, name string, err error) {
	text := ""
	switch {
	case sobek.IsString(value):
		text = value.String()
	default:
		made, ok := templated(value)
		if !ok {
			return nil, "", fmt.Errorf("invalid URL: '#%s'", i.describe(value))
		}
		text, name = made.url, made.name
	}
	u, err = url.Parse(text)
	if err != nil {
		return nil, "", fmt.Errorf("invalid URL: %w", err)
	}
	return u, name, nil
}

// describe is a value in the words k6 has for one that is no URL. An object that
// leads back to itself has none: they would never end.
func (i *instance) describe(value sobek.Value) string {
	if vu.Nothing(value) {
		return "<nil>"
	}
	if _, isObject := value.(*sobek.Object); isObject {
		if _, err := i.v.JSON(value); err != nil {
			return "[object Object]"
		}
	}
	return fmt.Sprint(value.Export())
}

// parse reads the parameter object; undefined and null are an empty one.
func (i *instance) parse(p *params, value sobek.Value) error {
	obj, ok := value.(*sobek.Object)
	if !ok {
		return nil
	}
	// throw comes first: it says what becomes of the others' errors.
	if item := obj.Get("throw"); !vu.Nothing(item) {
		p.throw = item.ToBoolean()
	}
	for _, key := range obj.Keys() {
		if err := i.param(p, key, obj.Get(key)); err != nil {
			return err
		}
	}
	return nil
}

func (i *instance) param(p *params, key string, item sobek.Value) (err error) {
	if vu.Nothing(item) && key != "responseCallback" {
		return nil
	}
	switch key {
	case "headers":
		p.headers(item)
	case "cookies":
		p.takeCookies(item)
	case "jar":
		if jar, ok := jarOf(item); ok {
			p.jar = jar
		}
	case "compression":
		p.compression, err = fetch.Codings(item.String())
	case "redirects":
		if sobek.IsNumber(item) {
			p.redirects, p.silent = int(item.ToInteger()), true
		}
	case "tags":
		err = p.takeTags(i.v, item)
	case "auth":
		switch strings.ToLower(item.String()) {
		case "digest":
			p.auth = fetch.AuthDigest
		case "ntlm":
			p.auth = fetch.AuthNTLM
		}
	case "timeout":
		p.timeout, err = timeout(item)
	case "responseType":
		err = p.takeResponseType(item.String())
	case "responseCallback":
		err = p.takeCallback(item)
	}
	return err
}

// timeout is a number of milliseconds or a text such as "1.5s".
func timeout(item sobek.Value) (time.Duration, error) {
	if sobek.IsNumber(item) {
		return vu.Milliseconds(item), nil
	}
	text := item.String()
	d, err := time.ParseDuration(text)
	if err != nil {
		if n := item.ToFloat(); n == n { // digits without a unit are milliseconds
			return vu.Milliseconds(item), nil
		}
		return 0, fmt.Errorf("invalid timeout value: %w", err)
	}
	return d, nil
}

func (p *params) takeResponseType(word string) error {
	switch word {
	case "text":
		p.responseType = textBody
	case "binary":
		p.responseType = binaryBody
	case "none":
		p.responseType = noBody
	default:
		return fmt.Errorf("%s does not belong to ResponseType values", word)
	}
	return nil
}

func (p *params) takeCallback(item sobek.Value) error {
	if vu.Nothing(item) {
		p.expected = nil
		return nil
	}
	if s, ok := statusesOf(item); ok {
		p.expected = s
		return nil
	}
	return errors.New("unsupported responseCallback")
}

func (p *params) headers(value sobek.Value) {
	obj, ok := value.(*sobek.Object)
	if !ok {
		return
	}
	for _, name := range obj.Keys() {
		text := obj.Get(name).String()
		if strings.EqualFold(name, "host") {
			p.host = text
		}
		p.header.Set(name, text)
	}
}

func (p *params) takeCookies(value sobek.Value) {
	obj, ok := value.(*sobek.Object)
	if !ok {
		return
	}
	for _, name := range obj.Keys() {
		c := cookie{name: name}
		item := obj.Get(name)
		if deep, ok := item.(*sobek.Object); ok && deep.ClassName() == "Object" {
			if inner := deep.Get("value"); !vu.Nothing(inner) {
				c.value = inner.String()
			}
			c.replace = truthy(deep.Get("replace"))
		} else if !vu.Nothing(item) {
			c.value = item.String()
		}
		p.cookies = append(p.cookies, c)
	}
}

func (p *params) takeTags(v *vu.VU, item sobek.Value) error {
	tags, err := v.AddTags(p.tags, item)
	if err != nil {
		return fmt.Errorf("invalid HTTP request metric tags: %w", err)
	}
	p.tags = tags
	if obj, ok := item.(*sobek.Object); ok {
		if name := obj.Get("name"); !vu.Nothing(name) {
			p.name = name.String()
		}
	}
	return nil
}

func truthy(value sobek.Value) bool { return value != nil && value.ToBoolean() }
