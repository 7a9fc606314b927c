package http

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/grafana/sobek"

	"volley/internal/fetch"
	"volley/internal/vu"
)

// gate bounds how many requests of one batch are under way, in all and to one
// host. The goroutines of one batch share it.
type gate struct {
	all   chan struct{}
	hosts map[string]chan struct{} // filled before the first request
	per   int
}

func newGate(all, perHost int) *gate {
	g := &gate{hosts: map[string]chan struct{}{}, per: perHost}
	if all > 0 {
		g.all = make(chan struct{}, all)
	}
	return g
}

func (g *gate) know(host string) {
	if g.per > 0 && g.hosts[host] == nil {
		g.hosts[host] = make(chan struct{}, g.per)
	}
}

// do makes a request when there is room for it. A nil gate has always room.
func (g *gate) do(ctx context.Context, c *fetch.Client, r *fetch.Request) *fetch.Response {
	if g == nil {
		return c.Do(ctx, r)
	}
	// The host's room comes first: who waits for it must not take up another's.
	for _, room := range []chan struct{}{g.hosts[r.URL.Host], g.all} {
		if room == nil {
			continue
		}
		select {
		case room <- struct{}{}:
			defer func() { <-room }()
		case <-ctx.Done():
			return &fetch.Response{URL: r.URL, Err: ctx.Err()}
		}
	}
	return c.Do(ctx, r)
}

// batch makes several requests at once; the result has the shape of what was
// given.
func (i *instance) batch(call sobek.FunctionCall) sobek.Value {
	if i.v.Stage == vu.Init {
		i.v.Throwf("Using batch in the init context is not supported")
	}
	if len(call.Arguments) == 0 {
		i.v.Throwf("no argument was provided to http.batch()")
	}
	given, ok := call.Argument(0).(*sobek.Object)
	if !ok {
		i.v.Throwf("invalid http.batch() argument type %T", call.Argument(0).Export())
	}
	keys := given.Keys()
	g := newGate(i.config.Batch, i.config.BatchPerHost)
	results := make([]sobek.Value, len(keys))
	jobs := make([]*job, len(keys))
	var all []*job
	for n, key := range keys {
		j, fault := i.item(key, given.Get(key))
		if fault != nil {
			results[n] = i.refused(fault, "A batch request failed")
			continue
		}
		g.know(j.req.URL.Host)
		jobs[n], all = j, append(all, j)
	}
	for _, j := range all {
		j.start(g, i.v.Unpark)
	}
	if !i.wait(all) {
		return sobek.Undefined() // the engine unwinds
	}
	// All are counted before one may throw.
	for _, j := range all {
		i.count(j)
	}
	for n, j := range jobs {
		if j == nil {
			continue
		}
		if err := j.res.Err; err != nil {
			if j.params.throw {
				i.v.Throw(err)
			}
			i.warn("Request Failed", err.Error())
		}
		results[n] = i.response(j)
	}
	if given.ClassName() == "Array" {
		list := make([]any, len(results))
		for n, result := range results {
			list[n] = result
		}
		return i.rt.NewArray(list...)
	}
	obj := i.rt.NewObject()
	for n, key := range keys {
		i.set(obj, key, results[n])
	}
	return obj
}

// item is one request of a batch: a URL, a list of arguments, or an object.
func (i *instance) item(key string, value sobek.Value) (*job, *fault) {
	obj, ok := value.(*sobek.Object)
	if _, made := templated(value); !ok || made {
		return i.prepare("GET", value, sobek.Undefined(), sobek.Undefined())
	}
	if obj.ClassName() == "Array" {
		if obj.Get("length").ToInteger() < 2 {
			return nil, &fault{err: fmt.Errorf("invalid batch request '%#v'", value.Export()), throw: i.v.Test().Throw}
		}
		at := func(n int) sobek.Value { return orUndefined(obj.Get(strconv.Itoa(n))) }
		return i.prepare(strings.ToUpper(at(0).String()), at(1), at(2), at(3))
	}
	address := obj.Get("url")
	if address == nil {
		return nil, &fault{err: fmt.Errorf("batch request %s doesn't have a url key", key), throw: i.v.Test().Throw}
	}
	method := "GET"
	if value := obj.Get("method"); !vu.Nothing(value) {
		method = strings.ToUpper(value.String())
	}
	return i.prepare(method, address, orUndefined(obj.Get("body")), orUndefined(obj.Get("params")))
}

func orUndefined(value sobek.Value) sobek.Value {
	if value == nil {
		return sobek.Undefined()
	}
	return value
}
