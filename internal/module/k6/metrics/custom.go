package metrics

import (
	"fmt"
	"math"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/metric"
	"volley/internal/vu"
)

// class is the constructor of one kind of metric.
func (i *instance) class(name string, kind metric.Kind) sobek.Value {
	ctor := i.rt.ToValue(i.v.NativeConstructor(func(call sobek.ConstructorCall) *sobek.Object {
		return i.declare(kind, call)
	})).(*sobek.Object)
	i.hide(ctor, "name", i.rt.ToValue(name))
	return ctor
}

// hide gives a function or an object its unchangeable, unlisted property; on a
// fresh one that cannot fail.
func (i *instance) hide(obj *sobek.Object, key string, value sobek.Value) {
	_ = obj.DefineDataProperty(key, value, sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
}

// declare makes a metric, or another object for the one that has the name.
func (i *instance) declare(kind metric.Kind, call sobek.ConstructorCall) *sobek.Object {
	if i.v.Stage != vu.Init {
		i.v.Throwf("metrics must be declared in the init context")
	}
	name := ""
	if value := call.Argument(0); !vu.Nothing(value) {
		name = value.String()
	}
	contains := metric.ContainsDefault
	if call.Argument(1).ToBoolean() {
		contains = metric.ContainsTime
	}
	m, err := i.v.Test().Registry.New(name, kind, contains)
	if err != nil {
		i.v.Throw(err)
	}
	c := &custom{i: i, v: i.v, metric: m}
	// add is the object's own, as in k6: scripts pass it around without its object.
	own := func(key string, value sobek.Value) {
		_ = call.This.DefineDataProperty(key, value, sobek.FLAG_FALSE, sobek.FLAG_FALSE, sobek.FLAG_TRUE)
	}
	own("name", i.rt.ToValue(name))
	add := i.rt.ToValue(i.v.Native(c.add))
	i.v.Name(add, "add")
	own("add", add)
	return call.This
}

// custom is a metric as one VU knows it.
type custom struct {
	i      *instance
	v      *vu.VU
	metric *metric.Metric

	// The series of the last add, for as long as the tags are these.
	tags   metric.Tags
	series metric.Series
	known  bool
}

// add records one value.
func (c *custom) add(call sobek.FunctionCall) sobek.Value {
	if c.v.Stage == vu.Init {
		c.v.Throwf("Adding to metrics in the init context is not supported")
	}
	value, err := c.value(call.Arguments)
	if err != nil {
		if c.v.Test().Throw {
			c.v.Throw(err)
		}
		c.v.Warnf("%v", err)
		return c.i.rt.ToValue(false)
	}
	tags := c.v.Tags()
	if len(call.Arguments) > 1 {
		tags, err = c.v.AddTags(tags, call.Arguments[1])
		if err != nil {
			c.v.Throw(fmt.Errorf("cannot add tags for the '%s' custom metric: %w", c.metric.Name, err))
		}
	}
	c.v.Sample(c.seriesOf(tags), value, time.Now())
	return c.i.rt.ToValue(true)
}

func (c *custom) seriesOf(tags metric.Tags) metric.Series {
	if !c.known || c.tags != tags {
		c.series = c.v.Test().Registry.Series(c.metric, tags)
		c.tags, c.known = tags, true
	}
	return c.series
}

// value is the number a script gave. null is none, though it would convert to 0.
func (c *custom) value(args []sobek.Value) (float64, error) {
	if len(args) == 0 {
		return 0, fmt.Errorf("no value was provided for metric '%s', a number or a boolean value is expected", c.metric.Name)
	}
	number := math.NaN()
	if !sobek.IsNull(args[0]) {
		number = args[0].ToFloat()
	}
	if math.IsNaN(number) {
		return 0, fmt.Errorf("'%s' is an invalid value for metric '%s', a number or a boolean value is expected", args[0].String(), c.metric.Name)
	}
	return number, nil
}
