package web

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/grafana/sobek"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"

	"volley/internal/vu"
)

// TextDecoder is the Encoding standard's class (§7.2), for every encoding the
// standard has.
var TextDecoder = &Class{
	Name: "TextDecoder", Construct: constructDecoder, Attributes: []string{"encoding", "fatal", "ignoreBOM"},
	Methods: map[string]Method{"decode": decodeText},
}

// textDecoder is an instance of TextDecoder.
type textDecoder struct {
	Base
	name             string // of the encoding
	legacy           encoding.Encoding
	fatal, ignoreBOM bool
	started          bool   // something was decoded: a byte order mark is none any more
	rest             []byte // the beginning of a character, or of more of the text
	transformer      transform.Transformer
}

func constructDecoder(r *Realm, _ *Class, args []sobek.Value) Instance {
	label := "utf-8"
	if value := argument(args, 0); !sobek.IsUndefined(value) {
		label = r.Text(value)
	}
	options := r.dictionary(argument(args, 1), "construct 'TextDecoder'")
	d := &textDecoder{fatal: options.flag("fatal"), ignoreBOM: options.flag("ignoreBOM")}
	trimmed := strings.Trim(label, asciiSpace)
	found, err := htmlindex.Get(trimmed) // it takes other spaces off, too
	if err == nil {
		d.name, err = htmlindex.Name(found)
	}
	if err != nil || trimmed != strings.TrimSpace(trimmed) || d.name == "replacement" {
		panic(r.rangeError("Failed to construct 'TextDecoder': The encoding label provided ('" + label + "') is invalid."))
	}
	d.legacy = found
	return d
}

func (r *Realm) rangeError(message string) *sobek.Object {
	obj, err := r.rt.New(r.intrinsic("RangeError"), r.rt.ToValue(message))
	if err != nil {
		panic(err)
	}
	return obj
}

// Get answers for the attributes.
func (d *textDecoder) Get(key string) sobek.Value {
	switch key {
	case "encoding":
		return d.realm.rt.ToValue(d.name)
	case "fatal":
		return d.realm.rt.ToValue(d.fatal)
	case "ignoreBOM":
		return d.realm.rt.ToValue(d.ignoreBOM)
	}
	return d.Base.Get(key)
}

// Set refuses the attributes, which are read-only.
func (d *textDecoder) Set(key string, value sobek.Value) bool {
	return key != "encoding" && key != "fatal" && key != "ignoreBOM" && d.Base.Set(key, value)
}

func decodeText(r *Realm, call sobek.FunctionCall) sobek.Value {
	const where = "execute 'decode' on 'TextDecoder'"
	d := Self[*textDecoder](r, call.This)
	var data []byte
	if value := call.Argument(0); !sobek.IsUndefined(value) {
		var ok bool
		if data, ok = vu.Bytes(value); !ok {
			panic(r.rt.NewTypeError("Failed to %s: parameter 1 is not of type 'ArrayBuffer' or a view of one.", where))
		}
	}
	last := !r.dictionary(call.Argument(1), where).flag("stream")
	text, bad := d.decode(data, last)
	if last || bad && d.fatal {
		d.rest, d.transformer, d.started = nil, nil, false
	}
	if bad && d.fatal {
		panic(r.rt.NewTypeError("Failed to %s: The encoded data was not valid.", where))
	}
	return r.rt.ToValue(text)
}

// decode takes more of the text. What it ends with and does not complete is kept
// for the next call, unless this is the last.
func (d *textDecoder) decode(data []byte, last bool) (text string, bad bool) {
	switch d.name {
	case "utf-8":
		text, bad = d.utf8(data, last)
	case "utf-16le", "utf-16be":
		text, bad = d.utf16(data, last)
	default:
		return d.foreign(data, last)
	}
	if !d.started && text != "" {
		d.started = true
		if !d.ignoreBOM {
			text = strings.TrimPrefix(text, byteOrderMark)
		}
	}
	return text, bad
}

// with is what was kept and data.
func (d *textDecoder) with(data []byte) []byte {
	if len(d.rest) == 0 {
		return data
	}
	all := append(d.rest, data...)
	d.rest = nil
	return all
}

func (d *textDecoder) utf8(data []byte, last bool) (text string, bad bool) {
	data = d.with(data)
	if n := unfinished(data); n > 0 && !last {
		data, d.rest = data[:len(data)-n], clone(data[len(data)-n:])
	}
	return decodeUTF8(data), !utf8.Valid(data)
}

// utf16 reads pairs of bytes (Encoding §14.2.1): a surrogate without its other
// half, and an odd byte at the end, become one U+FFFD each.
func (d *textDecoder) utf16(data []byte, last bool) (text string, bad bool) {
	data = d.with(data)
	units := make([]uint16, len(data)/2)
	low := 0
	if d.name == "utf-16be" {
		low = 1
	}
	for i := range units {
		units[i] = uint16(data[2*i+low]) | uint16(data[2*i+1-low])<<8
	}
	keep := len(data) % 2
	if n := len(units); n > 0 && units[n-1]>>10 == 0xd800>>10 {
		units, keep = units[:n-1], keep+2
	}
	if keep > 0 && !last {
		d.rest = clone(data[len(data)-keep:])
	}
	text, bad = string(utf16.Decode(units)), lonely(units)
	if keep > 0 && last {
		text, bad = text+"\ufffd", true
	}
	return text, bad
}

// lonely reports whether a surrogate has no other half.
func lonely(units []uint16) bool {
	for i := 0; i < len(units); i++ {
		switch units[i] >> 10 {
		case 0xd800 >> 10:
			if i++; i == len(units) || units[i]>>10 != 0xdc00>>10 {
				return true
			}
		case 0xdc00 >> 10:
			return true
		}
	}
	return false
}

// foreign reads the encodings of old. Their decoders tell of a fault by U+FFFD,
// which none but gb18030 can spell.
func (d *textDecoder) foreign(data []byte, last bool) (text string, bad bool) {
	data = d.with(data)
	if d.transformer == nil {
		d.transformer = d.legacy.NewDecoder()
	}
	var out []byte
	buf := make([]byte, 256+len(data)*2)
	for {
		wrote, read, err := d.transformer.Transform(buf, data, last)
		out, data = append(out, buf[:wrote]...), data[read:]
		if err == transform.ErrShortDst {
			continue
		}
		break
	}
	d.rest = clone(data)
	text = string(out)
	return text, strings.ContainsRune(text, utf8.RuneError)
}
