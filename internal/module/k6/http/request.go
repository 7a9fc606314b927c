package http

import (
	"context"
	"strings"

	"github.com/grafana/sobek"

	"volley/internal/fetch"
	"volley/internal/vu"
)

// needVU throws in the init context.
func (i *instance) needVU() {
	if i.v.Stage == vu.Init {
		i.v.Throwf("Making http requests in the init context is not supported")
	}
}

// bare is get or head, which take no body.
func (i *instance) bare(name string) func(sobek.FunctionCall) sobek.Value {
	return func(call sobek.FunctionCall) sobek.Value {
		if n := len(call.Arguments); n > 2 {
			i.v.Warnf("http.%s only accepts a url and a params argument (2 arguments), but %d were given", name, n)
		}
		return i.blocking(strings.ToUpper(name), call.Argument(0), sobek.Undefined(), call.Argument(1))
	}
}

func (i *instance) verb(name string) func(sobek.FunctionCall) sobek.Value {
	return func(call sobek.FunctionCall) sobek.Value {
		return i.blocking(name, call.Argument(0), call.Argument(1), call.Argument(2))
	}
}

// job is one request of a script's, from its arguments to its answer.
type job struct {
	i      *instance
	params params
	req    *fetch.Request
	cancel context.CancelFunc
	done   bool
	res    *fetch.Response
}

// start makes the request on a goroutine of its own; then runs on the loop when
// the answer is there.
func (j *job) start(gate *gate, then func()) {
	i := j.i
	client := i.connect()
	ctx, cancel := context.WithCancel(context.Background())
	j.cancel = cancel
	post := i.v.Loop().Post
	go func() {
		res := gate.do(ctx, client, j.req)
		post(func() {
			cancel()
			j.res, j.done = res, true
			then()
		})
	}()
}

// connect is the VU's client.
func (i *instance) connect() *fetch.Client {
	switch {
	case i.client == nil:
		i.client = fetch.New(&i.config.Fetch, i.v.ID)
	case i.config.NoVUReuse && i.used != i.v.Iteration.InVU:
		i.client.CloseIdle()
	}
	i.used = i.v.Iteration.InVU
	return i.client
}

// blocking is every function that waits for its answer.
func (i *instance) blocking(method string, url, body, given sobek.Value) sobek.Value {
	i.needVU()
	j, fault := i.prepare(method, url, body, given)
	if fault != nil {
		return i.refused(fault, "Request Failed")
	}
	j.start(nil, i.v.Unpark)
	if !i.wait([]*job{j}) {
		return sobek.Undefined() // the engine unwinds
	}
	return i.answered(j)
}

// wait parks the fiber until all answers are there. It reports false if the VU
// was interrupted meanwhile.
func (i *instance) wait(jobs []*job) bool {
	for _, j := range jobs {
		for !j.done {
			if i.v.Interrupted() != nil {
				for _, j := range jobs {
					j.cancel()
				}
				return false
			}
			i.v.Park()
		}
	}
	return true
}

// asyncRequest gives a promise of its answer.
func (i *instance) asyncRequest(call sobek.FunctionCall) sobek.Value {
	i.needVU()
	promise, resolve, reject := i.rt.NewPromise()
	j, fault := i.prepare(call.Argument(0).String(), call.Argument(1), call.Argument(2), call.Argument(3))
	if fault != nil {
		if fault.throw {
			settle(i.v, reject, i.rt.NewGoError(fault.err))
		} else {
			settle(i.v, resolve, i.refused(fault, "Request Failed"))
		}
		return i.rt.ToValue(promise)
	}
	a := &asynchronous{job: j, resolve: resolve, reject: reject}
	i.v.Hold(&a.Hold, a)
	j.start(nil, a.answered)
	return i.rt.ToValue(promise)
}

// asynchronous is a request whose answer a promise waits for.
type asynchronous struct {
	*job
	vu.Hold
	resolve, reject func(any) error
	gone            bool
}

func (a *asynchronous) answered() {
	if !a.gone {
		a.i.v.Enqueue(a)
	}
}

// Run settles the promise: a task of its own.
func (a *asynchronous) Run(v *vu.VU) {
	if a.gone {
		return
	}
	i := a.i
	i.count(a.job)
	switch err := a.res.Err; {
	case err != nil && a.params.throw:
		settle(v, a.reject, i.rt.NewGoError(err))
	default:
		if err != nil {
			i.warn("Request Failed", err.Error())
		}
		settle(v, a.resolve, i.response(a.job))
	}
	a.Release()
}

// settle runs what waits for a promise: script code, so that the loop may be
// taken away in it.
func settle(v *vu.VU, with func(any) error, value any) {
	var err error
	v.Do(func() { err = with(value) })
	if err != nil {
		v.Fail(err)
	}
}

// End gives the request up because the iteration failed.
func (a *asynchronous) End() { a.Interrupt() }

// Interrupt gives the request up.
func (a *asynchronous) Interrupt() {
	a.gone = true
	a.cancel()
	a.Release()
}

// String names the request in the list of what still held the loop.
func (a *asynchronous) String() string { return "http " + a.req.Method + " " + fetch.Mask(a.req.URL) }

// answered counts a request and makes its answer, or throws.
func (i *instance) answered(j *job) sobek.Value {
	i.count(j)
	if err := j.res.Err; err != nil {
		if j.params.throw {
			i.v.Throw(err)
		}
		i.warn("Request Failed", err.Error())
	}
	return i.response(j)
}

func (i *instance) warn(text, fault string) { i.v.Test().Log.Warn(text, "error", fault) }

// fault is a request that was never made.
type fault struct {
	code  int
	err   error
	throw bool
	url   string
}

// refused is the answer to a request that was never made, or an exception.
func (i *instance) refused(f *fault, text string) sobek.Value {
	if f.throw {
		i.v.Throw(f.err)
	}
	i.warn(text, f.err.Error())
	return i.realm.Object(i.answers, &response{i: i, code: f.code, fault: f.err.Error(), res: &fetch.Response{}, url: f.url})
}
