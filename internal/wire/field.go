package wire

import (
	"iter"
	"slices"
	"strings"
)

// Field is one field of an HTTP header. Names are compared without case.
// Immutable after New.
type Field struct{ Name, Value string }

// Fields is an HTTP header, in order. Set and Del never write to what they find:
// a copy of a Fields made before they were called stays as it was. The zero
// value is empty.
// Owned by one loop.
type Fields []Field

// Set makes value the only one of the name. A new name goes to the end.
func (f *Fields) Set(name, value string) {
	at := f.index(name)
	if at < 0 {
		*f = append(slices.Clip(*f), Field{name, value})
		return
	}
	list := slices.Clone(*f)
	list[at] = Field{name, value}
	rest := slices.DeleteFunc(list[at+1:], func(other Field) bool { return strings.EqualFold(other.Name, name) })
	*f = list[:at+1+len(rest)]
}

// Del removes all fields of the name.
func (f *Fields) Del(name string) {
	if f.index(name) >= 0 {
		*f = slices.DeleteFunc(slices.Clone(*f), func(other Field) bool { return strings.EqualFold(other.Name, name) })
	}
}

// Value is that of the first field of the name, "" without one.
func (f Fields) Value(name string) string {
	if at := f.index(name); at >= 0 {
		return f[at].Value
	}
	return ""
}

// Values are those of all fields of the name, in order.
func (f Fields) Values(name string) []string { return slices.Collect(f.each(name)) }

func (f Fields) each(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, field := range f {
			if strings.EqualFold(field.Name, name) && !yield(field.Value) {
				return
			}
		}
	}
}

// only is the value of the one field of the name, if there is exactly one.
func (f Fields) only(name string) (value string, ok bool) {
	n := 0
	for value = range f.each(name) {
		n++
	}
	return value, n == 1
}

func (f Fields) index(name string) int {
	return slices.IndexFunc(f, func(field Field) bool { return strings.EqualFold(field.Name, name) })
}

// contains tells whether the comma-separated lists of the name have a token.
func (f Fields) contains(name, token string) bool {
	for value := range f.each(name) {
		for item := range strings.SplitSeq(value, ",") {
			if strings.EqualFold(trim(item), token) {
				return true
			}
		}
	}
	return false
}

// trim takes off the white space that HTTP allows around values.
func trim(text string) string { return strings.Trim(text, " \t") }

// isToken tells whether text is a token of RFC 9110 §5.6.2, as names must be.
func isToken(text string) bool {
	for i := range len(text) {
		if !isTokenByte(text[i]) {
			return false
		}
	}
	return text != ""
}

func isTokenByte(c byte) bool {
	switch {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		return true
	}
	return c != 0 && strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}
