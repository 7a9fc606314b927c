package encoding

import (
	"encoding/base64"

	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// alphabet is the encoding a script names.
func alphabet(name sobek.Value) *base64.Encoding {
	switch name.String() {
	case "rawstd":
		return base64.RawStdEncoding
	case "url":
		return base64.URLEncoding
	case "rawurl":
		return base64.RawURLEncoding
	}
	return base64.StdEncoding
}

func (i *instance) encode(call sobek.FunctionCall) sobek.Value {
	value := call.Argument(0)
	data, ok := vu.Bytes(value)
	switch {
	case ok:
	case sobek.IsString(value):
		data = []byte(value.String())
	default:
		i.v.Throwf("invalid type %T, expected string, []byte or ArrayBuffer", value.Export())
	}
	return i.rt.ToValue(alphabet(call.Argument(1)).EncodeToString(data))
}

func (i *instance) decode(call sobek.FunctionCall) sobek.Value {
	text := ""
	if value := call.Argument(0); !vu.Nothing(value) {
		text = value.String()
	}
	data, err := alphabet(call.Argument(1)).DecodeString(text)
	if err != nil {
		i.v.Throw(err)
	}
	if call.Argument(2).String() == "s" {
		return i.rt.ToValue(string(data))
	}
	return i.rt.ToValue(i.rt.NewArrayBuffer(data))
}
