package web

import (
	"errors"
	"fmt"
	"strings"

	"github.com/grafana/sobek"
	"github.com/nlnwa/whatwg-url/url"
)

// ParsedURL is a URL as the URL standard reads it.
type ParsedURL = url.Url

// parser has the standard's newest set of what is escaped in a path: the
// library's lacks the circumflex.
var parser = url.NewParser(url.WithPathPercentEncodeSet(url.PathPercentEncodeSet.Set('^')))

// ParseURL reads a URL by the URL standard's rules, as the class does. base is
// what a relative one is relative to; "" means that there is none.
func ParseURL(text, base string) (*ParsedURL, error) {
	if base == "" {
		u, err := parser.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("%q is no valid URL: %w", text, err)
		}
		return u, nil
	}
	against, err := parser.Parse(base)
	if err != nil {
		return nil, fmt.Errorf("the base %q is no valid URL: %w", base, err)
	}
	u, err := against.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("%q is no valid URL relative to %q: %w", text, base, err)
	}
	return u, nil
}

// URL is the URL standard's class (§6.1).
var URL = &Class{
	Name: "URL", Length: 1, Construct: constructURL,
	Attributes: []string{"href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "searchParams", "hash"},
	Methods:    map[string]Method{"toString": urlText, "toJSON": urlText},
	Statics: map[string]Static{
		"canParse": func(r *Realm, _ *Class, call sobek.FunctionCall) sobek.Value {
			_, err := r.parseURL(call.Arguments, "execute 'canParse' on 'URL'")
			return r.rt.ToValue(err == nil)
		},
		"parse": func(r *Realm, c *Class, call sobek.FunctionCall) sobek.Value {
			u, err := r.parseURL(call.Arguments, "execute 'parse' on 'URL'")
			if err != nil {
				return sobek.Null()
			}
			return r.Object(c, &urlObject{u: u})
		},
	},
	Lengths: map[string]int{"canParse": 1, "parse": 1},
}

// urlObject is an instance of URL.
type urlObject struct {
	Base
	u      *ParsedURL
	params *searchParams // made when first asked for; it follows the query
}

func urlText(r *Realm, call sobek.FunctionCall) sobek.Value {
	return r.rt.ToValue(Self[*urlObject](r, call.This).u.Href(false))
}

var errBase = errors.New("the base is no valid URL")

func (r *Realm) parseURL(args []sobek.Value, where string) (*ParsedURL, error) {
	r.need(args, 1, where)
	text := r.Text(args[0])
	base := argument(args, 1)
	if sobek.IsUndefined(base) {
		return parser.Parse(text)
	}
	against, err := parser.Parse(r.Text(base))
	if err != nil {
		return nil, errBase
	}
	return against.Parse(text)
}

func constructURL(r *Realm, _ *Class, args []sobek.Value) Instance {
	const where = "construct 'URL'"
	u, err := r.parseURL(args, where)
	switch {
	case err == errBase:
		panic(r.rt.NewTypeError("Failed to %s: Invalid base URL", where))
	case err != nil:
		panic(r.rt.NewTypeError("Failed to %s: Invalid URL", where))
	}
	return &urlObject{u: u}
}

// Get answers for the attributes.
func (o *urlObject) Get(key string) sobek.Value {
	if key == "searchParams" {
		return o.searchParams().object
	}
	if text, ok := o.part(key); ok {
		return o.realm.rt.ToValue(text)
	}
	return o.Base.Get(key)
}

// part is an attribute that is a string.
func (o *urlObject) part(key string) (text string, ok bool) {
	switch key {
	case "href":
		return o.u.Href(false), true
	case "origin":
		return Origin(o.u), true
	case "protocol":
		return o.u.Protocol(), true
	case "username":
		return o.u.Username(), true
	case "password":
		return o.u.Password(), true
	case "host":
		return o.u.Host(), true
	case "hostname":
		return o.u.Hostname(), true
	case "port":
		return o.u.Port(), true
	case "pathname":
		return o.u.Pathname(), true
	case "search":
		return o.u.Search(), true
	case "hash":
		return o.u.Hash(), true
	}
	return "", false
}

// Set changes a part, refuses origin and searchParams, and adds anything else.
func (o *urlObject) Set(key string, value sobek.Value) bool {
	if key == "origin" || key == "searchParams" {
		return false
	}
	if _, ok := o.part(key); !ok {
		return o.Base.Set(key, value)
	}
	o.setPart(key, o.realm.Text(value))
	return true
}

func (o *urlObject) setPart(key, text string) {
	switch key {
	case "href":
		u, err := parser.Parse(text)
		if err != nil {
			panic(o.realm.rt.NewTypeError("Failed to set the 'href' property on 'URL': Invalid URL"))
		}
		o.u = u
		o.reread()
	case "protocol":
		o.u.SetProtocol(text)
	case "username":
		o.u.SetUsername(text)
	case "password":
		o.u.SetPassword(text)
	case "host":
		o.u.SetHost(text)
	case "hostname":
		o.u.SetHostname(text)
	case "port":
		o.u.SetPort(text)
	case "pathname":
		o.u.SetPathname(text)
	case "search":
		o.u.SetSearch(text)
		o.reread()
	case "hash":
		o.u.SetHash(text)
	}
}

func (o *urlObject) searchParams() *searchParams {
	if o.params == nil {
		o.params = &searchParams{url: o, pairs: parseForm(o.u.Query())}
		o.realm.Object(URLSearchParams, o.params)
	}
	return o.params
}

// reread makes the search parameters those of the query.
func (o *urlObject) reread() {
	if o.params != nil {
		o.params.pairs = parseForm(o.u.Query())
	}
}

// Origin is a URL's origin as text (HTML §7.1.1), "null" for an opaque one.
func Origin(u *ParsedURL) string {
	switch u.Scheme() {
	case "http", "https", "ws", "wss", "ftp":
		return u.Protocol() + "//" + u.Host()
	case "blob":
		inner, err := parser.Parse(u.Pathname())
		if err == nil && strings.HasPrefix(inner.Scheme(), "http") {
			return Origin(inner)
		}
	}
	return "null"
}
