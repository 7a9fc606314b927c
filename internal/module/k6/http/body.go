package http

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// content is a request's body.
type content struct {
	bytes []byte
	given bool
}

// body encodes what a script gives as one: text and bytes as they are, an object
// as a form.
func (i *instance) body(p *params, value sobek.Value) (content, error) {
	if vu.Nothing(value) {
		return content{}, nil
	}
	if sobek.IsString(value) {
		return content{[]byte(value.String()), true}, nil
	}
	obj, ok := value.(*sobek.Object)
	if !ok {
		return content{}, fmt.Errorf("unknown request body type %T", value.Export())
	}
	if data, ok := vu.Bytes(obj); ok {
		return content{bytes.Clone(data), true}, nil
	}
	if class := obj.ClassName(); class != "Object" {
		return content{}, fmt.Errorf("unknown request body type %T", value.Export())
	}
	fields, files := i.fields(obj)
	if files {
		return i.multipart(p, fields)
	}
	return content{[]byte(i.urlencoded(p, fields)), true}, nil
}

// field is one pair of a form; a list has one for each of its items.
type field struct {
	name string
	text string
	file *formFile
}

// fields takes an object apart, in its order.
func (i *instance) fields(obj *sobek.Object) (all []field, files bool) {
	for _, name := range obj.Keys() {
		item := obj.Get(name)
		if list, ok := item.(*sobek.Object); ok && list.ClassName() == "Array" {
			for n := range int(list.Get("length").ToInteger()) {
				f := i.field(name, list.Get(strconv.Itoa(n)))
				all, files = append(all, f), files || f.file != nil
			}
			continue
		}
		f := i.field(name, item)
		all, files = append(all, f), files || f.file != nil
	}
	return all, files
}

func (i *instance) field(name string, item sobek.Value) field {
	f := field{name: name}
	if vu.Nothing(item) {
		return f
	}
	if obj, ok := item.(*sobek.Object); ok {
		if file, ok := fileOf(obj); ok {
			f.file = file
			return f
		}
		if kind := obj.ClassName(); kind == "Object" || kind == "Array" {
			i.v.Warnf("the form field %q is an object: forms hold no nested values, it is sent empty", name)
			return f
		}
	}
	f.text = item.String()
	return f
}

// urlencoded writes a form (URL standard §5.2), its fields sorted by name as k6
// has them.
func (i *instance) urlencoded(p *params, fields []field) string {
	if p.header.Get("Content-Type") == "" {
		p.header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return encode(fields)
}

func encode(fields []field) string {
	values := url.Values{}
	for _, f := range fields {
		values.Add(f.name, f.text)
	}
	return values.Encode()
}

// multipart writes a form with files (RFC 7578).
func (i *instance) multipart(p *params, fields []field) (content, error) {
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for _, f := range fields {
		head := textproto.MIMEHeader{}
		data := []byte(f.text)
		disposition := fmt.Sprintf(`form-data; name="%s"`, quoted(f.name))
		if f.file != nil {
			disposition += fmt.Sprintf(`; filename="%s"`, quoted(f.file.filename))
			head.Set("Content-Type", f.file.contentType)
			data = f.file.data
		}
		head.Set("Content-Disposition", disposition)
		part, err := w.CreatePart(head)
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil {
			return content{}, fmt.Errorf("write the form field %q: %w", f.name, err)
		}
	}
	if err := w.Close(); err != nil {
		return content{}, fmt.Errorf("write the form: %w", err)
	}
	if p.header.Get("Content-Type") == "" {
		p.header.Set("Content-Type", w.FormDataContentType())
	}
	return content{out.Bytes(), true}, nil
}

var quoter = strings.NewReplacer("\\", "\\\\", `"`, "\\\"", "\r", "%0D", "\n", "%0A")

func quoted(text string) string { return quoter.Replace(text) }

// formFile is what file() makes: a form field with a name and a type.
type formFile struct {
	data                  []byte
	filename, contentType string
}

// file is http.file(data, filename, contentType).
func (i *instance) file(call sobek.FunctionCall) sobek.Value {
	f := &formFile{filename: strconv.FormatInt(time.Now().UnixNano(), 10), contentType: "application/octet-stream"}
	value := call.Argument(0)
	data, ok := vu.Bytes(value)
	switch {
	case ok:
		f.data = bytes.Clone(data)
	case sobek.IsString(value):
		f.data = []byte(value.String())
	case vu.Nothing(value):
		i.v.Throwf("invalid type <nil>, expected string or ArrayBuffer")
	default:
		i.v.Throwf("invalid type %T, expected string or ArrayBuffer", value.Export())
	}
	for n, to := range map[int]*string{1: &f.filename, 2: &f.contentType} {
		if value := call.Argument(n); !vu.Nothing(value) {
			*to = value.String()
		}
	}
	obj := i.rt.NewObject()
	i.set(obj, "data", value)
	i.set(obj, "filename", i.rt.ToValue(f.filename))
	i.set(obj, "content_type", i.rt.ToValue(f.contentType))
	i.mark(obj, f)
	return obj
}

func fileOf(obj *sobek.Object) (*formFile, bool) { return marked[*formFile](obj) }
