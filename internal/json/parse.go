package json

import (
	"math"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/grafana/sobek"
)

// deepest is the nesting that is handled here; the engine takes over below.
const deepest = 512

// shared is the length up to which a text is kept alive by the strings cut out
// of it, in bytes. Strings of longer texts are copied.
const shared = 4 << 10

// Parse is JSON.parse (ECMA-262 §25.5.1).
func (e *engine) Parse(call sobek.FunctionCall) sobek.Value {
	if !sobek.IsUndefined(call.Argument(1)) {
		return e.parse(call)
	}
	text, ok := call.Argument(0).(sobek.String)
	if !ok {
		object, isObject := call.Argument(0).(*sobek.Object)
		if !isObject {
			return e.parse(call)
		}
		v := object.ToString() // once only: a script can see it
		if text, ok = v.(sobek.String); !ok {
			return e.parse(sobek.FunctionCall{This: call.This, Arguments: []sobek.Value{v}})
		}
	}
	s := e.codec.take()
	p := &s.parser
	p.rt, p.proto, p.scratch = e.rt, e.proto, s
	v, ok := p.document(e.codec, text)
	e.codec.give(s)
	if !ok {
		return e.parse(sobek.FunctionCall{This: call.This, Arguments: []sobek.Value{text}})
	}
	return v
}

// parser reads one text. Its methods report false where the text is no JSON,
// or one for the engine.
type parser struct {
	rt      *sobek.Runtime
	proto   *sobek.Object
	scratch *scratch

	text string
	pos  int
	// value is the text if all of it is ASCII: strings are cut out of it.
	value sobek.String
	depth int
}

// document reads a text, which holds one element.
func (p *parser) document(c *Codec, text sobek.String) (sobek.Value, bool) {
	p.text = text.String()
	kind := reflect.TypeOf(text)
	switch {
	case kind == c.kinds.ascii, isASCII(p.text):
		if len(p.text) <= shared {
			p.value = text
		}
	case kind == c.kinds.imported:
		if !utf8.ValidString(p.text) {
			return nil, false
		}
	case strings.Contains(p.text, "\uFFFD"):
		p.text = escapeLone(text)
	}
	v, ok := p.element()
	if !ok || p.next() != 0 || p.pos < len(p.text) {
		return nil, false
	}
	return v, true
}

// next is the byte at which the next token starts, 0 at the end.
func (p *parser) next() byte {
	for p.pos < len(p.text) {
		c := p.text[p.pos]
		if c > ' ' || c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return c
		}
		p.pos++
	}
	return 0
}

func (p *parser) element() (sobek.Value, bool) {
	switch c := p.next(); c {
	case '"':
		return p.str()
	case '{', '[':
		if p.depth == deepest {
			return nil, false
		}
		p.depth++
		var v sobek.Value
		var ok bool
		if c == '{' {
			v, ok = p.object()
		} else {
			v, ok = p.array()
		}
		p.depth--
		return v, ok
	case 't':
		return p.rt.ToValue(true), p.word("true")
	case 'f':
		return p.rt.ToValue(false), p.word("false")
	case 'n':
		return sobek.Null(), p.word("null")
	}
	return p.number()
}

func (p *parser) word(w string) bool {
	if !strings.HasPrefix(p.text[p.pos:], w) {
		return false
	}
	p.pos += len(w)
	return true
}

// object makes an object without a prototype, since no setter and no frozen
// property of an ancestor may come between, and gives it its own at the end.
func (p *parser) object() (sobek.Value, bool) {
	p.pos++
	o := p.rt.CreateObject(nil)
	for first := true; ; first = false {
		switch c := p.next(); {
		case c == '}' && first:
			p.pos++
			o.SetPrototype(p.proto)
			return o, true
		case c != '"':
			return nil, false
		}
		name, odd, ok := p.name()
		if !ok || p.next() != ':' {
			return nil, false
		}
		p.pos++
		v, ok := p.element()
		if !ok {
			return nil, false
		}
		if odd != nil {
			p.setOdd(o, odd, v)
		} else {
			o.Set(name, v)
		}
		c := p.next()
		p.pos++
		switch c {
		case ',':
		case '}':
			o.SetPrototype(p.proto)
			return o, true
		default:
			return nil, false
		}
	}
}

// setOdd sets a property whose name no Go string can be.
func (p *parser) setOdd(o *sobek.Object, name, v sobek.Value) {
	set, err := p.rt.RunString("(o, k, v) => { o[k] = v }")
	if err != nil {
		panic(err)
	}
	f, _ := function(set)
	f(sobek.FunctionCall{Arguments: []sobek.Value{o, name, v}})
}

func (p *parser) array() (sobek.Value, bool) {
	p.pos++
	s := p.scratch
	base := len(s.values)
	for first := true; ; first = false {
		if p.next() == ']' && first {
			p.pos++
			return p.rt.NewArray(), true
		}
		v, ok := p.element()
		if !ok {
			return nil, false
		}
		s.values = append(s.values, v)
		c := p.next()
		p.pos++
		switch c {
		case ',':
		case ']':
			list := p.rt.NewArray(s.values[base:]...)
			clear(s.values[base:])
			s.values = s.values[:base]
			return list, true
		default:
			return nil, false
		}
	}
}

// number reads a number; up to 15 digits are an integer for certain.
func (p *parser) number() (sobek.Value, bool) {
	start, i, text := p.pos, p.pos, p.text
	if i < len(text) && text[i] == '-' {
		i++
	}
	first := i
	n := int64(0)
	for ; i < len(text) && isDigit(text[i]); i++ {
		if i-first < 15 {
			n = n*10 + int64(text[i]-'0')
		}
	}
	digits := i - first
	if digits == 0 || digits > 1 && text[first] == '0' {
		return nil, false
	}
	whole := i
	if i < len(text) && text[i] == '.' {
		from := i + 1
		for i = from; i < len(text) && isDigit(text[i]); i++ {
		}
		if i == from {
			return nil, false
		}
	}
	if i < len(text) && text[i]|0x20 == 'e' {
		i++
		if i < len(text) && (text[i] == '+' || text[i] == '-') {
			i++
		}
		from := i
		for ; i < len(text) && isDigit(text[i]); i++ {
		}
		if i == from {
			return nil, false
		}
	}
	p.pos = i
	negative := first > start
	switch {
	case i > whole || digits > 15:
		// Beyond the largest number is infinity, also by the standard.
		f, _ := strconv.ParseFloat(text[start:i], 64)
		return p.rt.ToValue(f), true
	case negative && n == 0:
		return p.rt.ToValue(math.Copysign(0, -1)), true
	case negative:
		n = -n
	}
	return p.rt.ToValue(n), true
}

func isDigit(c byte) bool { return c-'0' < 10 }
