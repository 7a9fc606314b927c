package web

import (
	"encoding/base64"
	"strings"

	"github.com/grafana/sobek"
)

// btoa is binary-to-ASCII (HTML §8.3): a string whose characters are bytes.
func btoa(r *Realm, call sobek.FunctionCall) sobek.Value {
	const where = "execute 'btoa'"
	r.need(call.Arguments, 1, where)
	text := r.units(call.Argument(0))
	data := make([]byte, text.Length())
	for i := range data {
		unit := text.CharAt(i)
		if unit > 0xff {
			Throw(r, "InvalidCharacterError", "Failed to "+where+": The string to be encoded contains characters outside of the Latin1 range.")
		}
		data[i] = byte(unit)
	}
	return r.rt.ToValue(base64.StdEncoding.EncodeToString(data))
}

// atob is the way back, by the rules of "forgiving-base64 decode" (Infra §7).
func atob(r *Realm, call sobek.FunctionCall) sobek.Value {
	const where = "execute 'atob'"
	r.need(call.Arguments, 1, where)
	text := strings.Map(func(c rune) rune {
		if strings.ContainsRune(asciiSpace, c) {
			return -1
		}
		return c
	}, r.Text(call.Argument(0)))
	if len(text)%4 == 0 {
		text = strings.TrimSuffix(strings.TrimSuffix(text, "="), "=")
	}
	data, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		Throw(r, "InvalidCharacterError", "Failed to "+where+": The string to be decoded is not correctly encoded.")
	}
	return latin1(r, data)
}

// asciiSpace is the Infra standard's ASCII whitespace.
const asciiSpace = "\t\n\f\r "

// latin1 is a string whose characters are the bytes of data.
func latin1(r *Realm, data []byte) sobek.Value {
	units := make([]uint16, len(data))
	ascii := true
	for i, c := range data {
		units[i] = uint16(c)
		ascii = ascii && c < 0x80
	}
	if ascii {
		return r.rt.ToValue(string(data))
	}
	return sobek.StringFromUTF16(units)
}

// units is a DOMString: its UTF-16 code units, lone surrogates included.
func (r *Realm) units(value sobek.Value) sobek.String {
	if _, ok := value.(*sobek.Symbol); ok {
		panic(r.rt.NewTypeError("Cannot convert a Symbol value to a string"))
	}
	if obj, ok := value.(*sobek.Object); ok {
		r.v.Do(func() { value = obj.ToString() })
	} else if !sobek.IsString(value) {
		value = r.rt.ToValue(value.String())
	}
	return value.(sobek.String) // every string of the engine is one
}
