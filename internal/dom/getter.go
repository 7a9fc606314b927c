package dom

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// What the table of tags is written in: each makes a getter of an attribute.

// attr is an attribute's text, "" if it is not there.
func attr(name string) getter {
	return func(e *Element) any {
		value, _ := find(e.node, name)
		return value
	}
}

// optional is an attribute's text, undefined if it is not there.
func optional(name string) getter {
	return func(e *Element) any {
		if value, ok := find(e.node, name); ok {
			return value
		}
		return nil
	}
}

// flag is whether an attribute is there.
func flag(name string) getter { return func(e *Element) any { return has(e.node, name) } }

// whole is an attribute that is a whole number.
func whole(name string, otherwise int) getter {
	return func(e *Element) any {
		value, _ := find(e.node, name)
		if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil {
			return n
		}
		return otherwise
	}
}

// word is an attribute that is one of some words; otherwise may be nil.
func word(name string, otherwise any, known ...string) getter {
	return func(e *Element) any {
		value, _ := find(e.node, name)
		if at := slices.IndexFunc(known, func(word string) bool { return strings.EqualFold(word, value) }); at >= 0 {
			return known[at]
		}
		return otherwise
	}
}

// otherwise is an attribute's text, or another.
func otherwise(name, text string) getter {
	return func(e *Element) any {
		if value, ok := find(e.node, name); ok {
			return value
		}
		return text
	}
}

// exact is word where case matters.
func exact(name, absent string, known ...string) getter {
	return func(e *Element) any {
		value, _ := find(e.node, name)
		if slices.Contains(known, value) {
			return value
		}
		return absent
	}
}

// always is the same for all.
func always(answer any) getter { return func(*Element) any { return answer } }

// content is an element's own text.
func content(e *Element) any { return text(e.node) }

// contentOr is an attribute, or the element's text without it.
func contentOr(name string) getter {
	return func(e *Element) any {
		if value, ok := find(e.node, name); ok {
			return value
		}
		return text(e.node)
	}
}

// inside are the elements in this one with some tags.
func inside(tags ...string) getter { return func(e *Element) any { return below(e.node, tags...) } }

// childrenOf are the children with some tags.
func childrenOf(tags ...string) getter {
	return func(e *Element) any { return childrenWith(e.node, tags...) }
}

// childOf is the first child with a tag.
func childOf(name string) getter {
	return func(e *Element) any { return append(childrenWith(e.node, name), nil)[0] }
}

func childrenWith(n *html.Node, tags ...string) []*html.Node {
	return slices.DeleteFunc(children(n), func(n *html.Node) bool { return !slices.Contains(tags, tag(n)) })
}

// address is an attribute that is a URL: absolute if the document has one, as
// written if not, or if it cannot be read.
func address(name string) getter {
	return func(e *Element) any {
		value, ok := find(e.node, name)
		if !ok || e.url == "" || value == "" {
			return value
		}
		base, err := url.Parse(e.url)
		if err != nil {
			return value
		}
		u, err := base.Parse(value)
		if err != nil {
			return value
		}
		return u.String()
	}
}

// part is a piece of a link's address.
func part(of func(u *url.URL) string) getter {
	href := address("href")
	return func(e *Element) any {
		u, err := url.Parse(href(e).(string))
		if err != nil {
			u = &url.URL{}
		}
		return of(u)
	}
}

// after is text with a mark before it, "" for none.
func after(mark, text string) string {
	if text == "" {
		return ""
	}
	return mark + text
}

// host is with the port, unless that is the scheme's own.
func host(u *url.URL) string {
	if u.Scheme == "http" && u.Port() == "80" || u.Scheme == "https" && u.Port() == "443" {
		return u.Hostname()
	}
	return u.Host
}

func origin(u *url.URL) string {
	if u.Scheme == "" {
		return ""
	}
	return u.Scheme + "://" + host(u)
}

func pathname(u *url.URL) string {
	if u.Path == "" || strings.HasPrefix(u.Path, "/") {
		return u.Path
	}
	return "/" + u.Path
}
