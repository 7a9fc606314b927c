package option

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// FromJSON reads the options a script exports or a config file holds. A value of
// the wrong type and an unknown key inside a scenario are faults; all are
// returned at once. Keys at the top that name no option only make Merge warn:
// k6 runs such scripts. In a config file they are passed over in silence, for
// they may be the program's own settings.
func FromJSON(text []byte, s Source) (Layer, error) {
	l := newLayer(s)
	var faults []error
	r := reader{path: "options", source: s, faults: &faults}
	if err := json.Unmarshal(text, new(raw)); err != nil {
		r.fault("", "is not JSON: "+place(text, err)+err.Error())
		return l, errors.Join(faults...)
	}
	readObject(r, text, func(key string, _ reader, value raw) bool {
		f, known := Lookup(key)
		if !known || f.NoJSON && s.Level != File {
			if s.Level != File {
				l.unknown = append(l.unknown, key)
			}
			return true
		}
		before := len(faults)
		f.value.read(&l.values, reader{path: f.Name, source: s, faults: &faults}, value)
		if len(faults) == before { // else Merge would judge what nobody wrote
			l.given[f.Name] = s
		}
		return true
	})
	return l, errors.Join(faults...)
}

// place is where in a text its syntax is wrong.
func place(text []byte, err error) string {
	fault, known := errors.AsType[*json.SyntaxError](err)
	if !known || fault.Offset < 1 || fault.Offset > int64(len(text)) {
		return ""
	}
	before := text[:fault.Offset-1]
	line := bytes.Count(before, []byte("\n"))
	return fmt.Sprintf("line %d, column %d: ", line+1, len(before)-bytes.LastIndexByte(before, '\n'))
}

// readObject calls each for every key that is not null, in the alphabet's order.
// Keys that each does not know are faults.
func readObject(r reader, value raw, each func(key string, r reader, value raw) (known bool)) {
	var object map[string]raw
	if json.Unmarshal(value, &object) != nil {
		r.fault(string(value), "is not an object")
		return
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if value := object[key]; !isNull(value) && !each(key, r.at(key), value) {
			r.at(key).fault("", "is not known")
		}
	}
}

// readArray calls each for every element.
func readArray(r reader, value raw, each func(r reader, value raw)) {
	var array []raw
	if json.Unmarshal(value, &array) != nil {
		r.fault(string(value), "is not a list")
		return
	}
	for i, value := range array {
		each(r.at(strconv.Itoa(i)), value)
	}
}

func isNull(value raw) bool { return bytes.Equal(bytes.TrimSpace(value), []byte("null")) }

// JSON is the options as exec.test.options shows them: everything settled into
// scenarios, the four shortcuts left out, null for what nobody gave.
func (o *Options) JSON() []byte {
	var b object
	for _, f := range table {
		switch f.Name {
		case "vus", "duration", "iterations", "stages":
			continue
		}
		if f.NoJSON || f.Name == "cloud" && !o.Given("cloud") {
			continue
		}
		value := f.value.absent()
		if o.Given(f.Name) || f.Name == "scenarios" || f.Name == "summaryTrendStats" || f.Name == "systemTags" {
			value = f.value.shown(o)
		}
		b.add(f.Name, value)
	}
	return b.bytes()
}

// object is a JSON object whose keys keep their order.
type object struct{ buf bytes.Buffer }

func (o *object) add(key string, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		panic("option " + key + " cannot be written as JSON: " + err.Error()) // the table is wrong
	}
	o.buf.WriteByte("{,"[min(o.buf.Len(), 1)])
	o.buf.WriteString(strconv.Quote(key) + ":")
	o.buf.Write(text)
}

func (o *object) bytes() []byte {
	if o.buf.Len() == 0 {
		return []byte("{}")
	}
	return append(slices.Clone(o.buf.Bytes()), '}')
}
