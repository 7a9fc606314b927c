package dom

import (
	"maps"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// The words of attributes that several tags have.
const urlencoded = "application/x-www-form-urlencoded"

var encodings = []string{urlencoded, "multipart/form-data", "text/plain"}

// tags is what each element has beyond what all have. Names are those of the HTML
// standard; where a value is missing, k6's.
func tags() map[string]map[string]getter {
	link := with(map[string]getter{
		"hash":     part(func(u *url.URL) string { return after("#", u.Fragment) }),
		"host":     part(host),
		"hostname": part(func(u *url.URL) string { return u.Hostname() }),
		"href":     address("href"),
		"origin":   part(origin),
		"password": part(func(u *url.URL) string { password, _ := u.User.Password(); return password }),
		"pathname": part(pathname),
		"port":     part(func(u *url.URL) string { return u.Port() }),
		"protocol": part(func(u *url.URL) string { return u.Scheme + ":" }),
		"search":   part(func(u *url.URL) string { return after("?", u.RawQuery) }),
		"username": part(func(u *url.URL) string { return u.User.Username() }),
		"hrefLang": attr("hreflang"), "relList": relList, "text": content,
	}, attrs("accessKey download referrerPolicy rel target type"))
	media := with(map[string]getter{
		"crossOrigin": crossOrigin, "currentSrc": address("src"), "src": address("src"), "defaultMuted": flag("muted"),
		"preload": word("preload", "auto", "none", "metadata", "auto"), "textTracks": childrenOf("track"),
	}, attrs("mediaGroup"), flags("autoplay controls loop muted"))
	section := map[string]getter{"rows": childrenOf("tr")}
	cell := map[string]getter{
		"cellIndex": func(e *Element) any { return place(e, childrenWith(e.node.Parent, "td", "th")) },
		"colSpan":   whole("colspan", 1), "rowSpan": whole("rowspan", 1), "headers": attr("headers"),
	}
	all := map[string]map[string]getter{
		"a": link, "area": link,
		"audio": media, "video": media,
		"tbody": section, "thead": section, "tfoot": section,
		"td": cell,
		"th": with(map[string]getter{"scope": word("scope", "", "row", "col", "rowgroup", "colgroup")}, attrs("abbr"), flags("sorted"), cell),
		"tr": {
			"cells": childrenOf("td", "th"), "rowIndex": rowIndex,
			"sectionRowIndex": func(e *Element) any { return place(e, childrenWith(e.node.Parent, "tr")) },
		},
		"table": with(map[string]getter{
			"caption": childOf("caption"), "rows": func(e *Element) any { return rows(e.node) },
			"tBodies": childrenOf("tbody"), "tFoot": childOf("tfoot"), "tHead": childOf("thead"),
		}, flags("sortable")),
		"del": attrs("cite datetime"), "ins": attrs("cite datetime"), "time": attrs("datetime"), "data": attrs("value"),
		"param": attrs("name value"), "pre": attrs("name value"), "ul": attrs("type"),
		"li":    with(attrs("type"), map[string]getter{"value": whole("value", 0)}),
		"ol":    with(flags("reversed"), map[string]getter{"start": whole("start", 0), "type": exact("type", "1", "1", "a", "A", "i", "I")}),
		"base":  with(attrs("target"), map[string]getter{"href": address("href")}),
		"title": {"text": content},
		"style": with(attrs("media"), map[string]getter{"type": otherwise("type", "text/css")}),
		"meta": with(attrs("content name"), map[string]getter{
			"httpEquiv": word("http-equiv", "content-type", "content-type", "default-style", "refresh"),
		}),
		"script": with(attrs("charset crossOrigin type"), flags("async defer noModule"),
			map[string]getter{"src": address("src"), "text": content}),
		"link": with(attrs("hreflang media referrerPolicy rel target type"),
			map[string]getter{"crossOrigin": crossOrigin, "href": address("href"), "relList": relList}),
	}
	maps.Copy(all, embedded())
	maps.Copy(all, formTags())
	return all
}

// embedded are the tags of pictures, frames and players.
func embedded() map[string]map[string]getter {
	src := map[string]getter{"src": address("src")}
	return map[string]map[string]getter{
		"canvas": {"height": whole("height", 150), "width": whole("width", 150)},
		"embed":  with(attrs("height type width"), src),
		"iframe": with(attrs("height name referrerPolicy width"), flags("allowfullscreen"), src),
		"img": with(attrs("alt name referrerPolicy sizes srcset useMap"), flags("isMap"), src, map[string]getter{
			"crossOrigin": crossOrigin, "currentSrc": address("src"), "height": whole("height", 0), "width": whole("width", 0),
		}),
		"map": with(attrs("name"), map[string]getter{"areas": inside("area"), "images": images}),
		"object": with(attrs("height name type useMap width"), flags("typeMustMatch"), map[string]getter{
			"data": address("data"), "form": formOf, "tabIndex": whole("tabindex", 0),
		}),
		"source": with(attrs("keySystem media sizes srcset type"), src),
		"track": with(attrs("label srclang"), flags("default"), src, map[string]getter{
			"kind": word("kind", "subtitle", "captions", "descriptions", "chapters", "metadata"),
		}),
	}
}

// formTags are forms and what stands in them.
func formTags() map[string]map[string]getter {
	control := map[string]getter{"form": formOf, "labels": labels, "name": attr("name")}
	field := with(control, flags("autofocus disabled required"), map[string]getter{"tabIndex": whole("tabindex", 0)})
	written := with(field, attrs("accessKey placeholder"), map[string]getter{"autocomplete": word("autocomplete", "on", "on", "off")})
	button := map[string]getter{
		"formAction": address("formaction"), "formEnctype": word("formenctype", urlencoded, encodings...),
		"formMethod": word("formmethod", "get", "get", "post", "dialog"), "formNoValidate": flag("formnovalidate"), "formTarget": attr("formtarget"),
	}
	return map[string]map[string]getter{
		"form": with(attrs("name target"), flags("noValidate"), map[string]getter{
			"acceptCharset": attr("accept-charset"), "action": address("action"), "autocomplete": word("autocomplete", "on", "on", "off"),
			"elements": func(e *Element) any { return controls(e.node) }, "length": func(e *Element) any { return len(controls(e.node)) },
			"encoding": word("enctype", urlencoded, encodings...), "enctype": word("enctype", urlencoded, encodings...),
			"method": word("method", "get", "get", "post", "dialog"),
		}),
		"button": with(control, button, attrs("accessKey"), flags("autofocus disabled"), map[string]getter{
			"tabIndex": whole("tabindex", 0), "type": word("type", "submit", "submit", "reset", "button", "menu"), "value": contentOr("value"),
		}),
		"input": with(written, button, attrs("accept alt dirName height max min pattern step width"), flags("checked multiple readonly"),
			map[string]getter{
				"defaultChecked": flag("checked"), "defaultValue": attr("value"), "value": attr("value"), "src": address("src"),
				"list": dataList, "maxLength": whole("maxlength", -1), "size": whole("size", 0), "type": inputKind,
			}),
		"textarea": with(written, flags("readOnly"), map[string]getter{
			"autocapitalize": word("autocapitalize", "sentences", "none", "off", "characters", "words", "sentences"),
			"cols":           whole("cols", 0), "rows": whole("rows", 0), "maxLength": whole("maxlength", 0), "type": always("textarea"),
			"defaultValue": content, "value": content, "wrap": word("wrap", "soft", "soft", "hard", "off"),
			"length": func(e *Element) any { return len([]rune(text(e.node))) },
		}),
		"select": with(field, flags("multiple"), map[string]getter{
			"options": inside("option"), "length": func(e *Element) any { return len(below(e.node, "option")) },
			"selectedIndex": selectedIndex, "selectedOptions": func(e *Element) any { return chosen(e.node) },
			"value": selectValue, "size": size, "type": selectType,
		}),
		"option": with(flags("disabled selected"), map[string]getter{
			"defaultSelected": flag("selected"), "form": formOf, "index": optionIndex, "label": contentOr("label"), "text": content, "value": contentOr("value"),
		}),
		"optgroup": with(attrs("label"), flags("disabled")),
		"datalist": {"options": inside("option")},
		"fieldset": with(attrs("name"), flags("disabled"), map[string]getter{
			"elements": inside("input", "button", "select", "fieldset", "textarea"), "form": formOf, "type": always("fieldset"), "validity": always(nil),
		}),
		"keygen": with(control, attrs("challenge"), flags("autofocus disabled"), map[string]getter{
			"keytype": word("keytype", "RSA", "RSA", "DSA", "EC"), "type": always("keygen"),
		}),
		"label":  {"control": func(e *Element) any { return labelled(e.node) }, "form": formOf, "htmlFor": attr("for")},
		"legend": {"accessKey": attr("accesskey"), "form": formOf},
		"meter": with(map[string]getter{"labels": labels, "high": whole("high", 0), "low": whole("low", 0), "max": whole("max", 0),
			"min": whole("min", 0), "optimum": whole("optimum", 0)}),
		"output": with(control, map[string]getter{
			"defaultValue": content, "value": content, "htmlFor": attr("for"), "type": always("output"),
		}),
		"progress": {"labels": labels, "max": progressMax, "position": progressPosition, "value": progressValue},
	}
}

// with is several tables in one.
func with(tables ...map[string]getter) map[string]getter {
	all := map[string]getter{}
	for _, t := range tables {
		maps.Copy(all, t)
	}
	return all
}

// attrs are members that are attributes of the same name in lower case.
func attrs(names string) map[string]getter { return named(names, attr) }

// flags are likewise, of attributes that are there or not.
func flags(names string) map[string]getter { return named(names, flag) }

func named(names string, make func(string) getter) map[string]getter {
	all := map[string]getter{}
	for name := range strings.FieldsSeq(names) {
		all[name] = make(strings.ToLower(name))
	}
	return all
}

func relList(e *Element) any { return fields(e.node, "rel") }

var crossOrigin = word("crossorigin", nil, "anonymous", "use-credentials")

var inputKind = word("type", "text", "hidden", "text", "search", "tel", "url", "email", "password", "date", "month", "week", "time",
	"datetime-local", "number", "range", "color", "checkbox", "radio", "file", "submit", "image", "reset", "button")

func selectType(e *Element) any {
	if has(e.node, "multiple") {
		return "select-multiple"
	}
	return "select"
}

func size(e *Element) any {
	if has(e.node, "multiple") {
		return whole("size", 4)(e)
	}
	return whole("size", 1)(e)
}

func selectValue(e *Element) any {
	if list := chosen(e.node); len(list) > 0 {
		return optionValue(list[0])
	}
	return ""
}

// number is an attribute that is a number from 0 up.
func number(n *html.Node, name string, otherwise float64) float64 {
	value, _ := find(n, name)
	if f, err := strconv.ParseFloat(strings.TrimSpace(value), 64); err == nil && f >= 0 {
		return f
	}
	return otherwise
}

func progressMax(e *Element) any { return most(e.node) }

func progressValue(e *Element) any { return min(number(e.node, "value", 0), most(e.node)) }

func progressPosition(e *Element) any {
	if value := number(e.node, "value", -1); value >= 0 {
		return min(value/most(e.node), 1)
	}
	return -1
}

// most is a progress's max: a number above 0, else 1.
func most(n *html.Node) float64 {
	if most := number(n, "max", 1); most > 0 {
		return most
	}
	return 1
}
