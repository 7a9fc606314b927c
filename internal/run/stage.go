package run

import (
	"context"
	"errors"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/script"
	"volley/internal/shard"
	"volley/internal/vu"
)

// unwindTime is how long an interrupted VU has to come back before it is abandoned.
const unwindTime = 2 * time.Second

// single is one of the script's functions that belong to no scenario: setup(),
// teardown(), handleSummary().
type single struct {
	name  string
	stage vu.Stage
	limit time.Duration
	// argument makes what the function is called with, after setup's data.
	argument func(*vu.VU) ([]sobek.Value, error)
	// result takes what the function returned, or what its promise came to.
	result func(*vu.VU, sobek.Value) error
}

// single runs one in a VU of its own on the first shard. A fault of the script
// comes back as err.
func (t *test) single(ctx context.Context, s single) error {
	ctx, abort := context.WithCancelCause(ctx)
	defer abort(nil)
	t.aborts.Store(&abort)
	ctx, cancel := context.WithTimeoutCause(ctx, s.limit, &TimedOut{Stage: s.name, After: s.limit})
	defer cancel()
	u, err := t.births.one(ctx, 0)
	if err != nil {
		return err
	}
	ended := make(chan vu.Outcome, 1)
	u.Do(func(v *vu.VU) { t.enter(v, s) }, s.call, func(o vu.Outcome) {
		if s.result == nil || outcome(o) != nil {
			ended <- o
			return
		}
		u.Do(func(*vu.VU) {}, func(v *vu.VU) (sobek.Value, error) {
			return nil, s.result(v, o.Value)
		}, func(o vu.Outcome) { ended <- o })
	})
	select {
	case o := <-ended:
		return outcome(o)
	case <-ctx.Done():
		return t.unwind(u, context.Cause(ctx), ended)
	}
}

// enter puts a VU where a single function runs: outside all scenarios, in a
// group of its own.
func (t *test) enter(v *vu.VU, s single) {
	v.Stage = s.stage
	v.SetTags(t.tags)
	if s.stage != vu.Summing {
		v.EnterGroup("::" + s.name)
	}
	v.SetData(t.setupData())
}

func (s single) call(v *vu.VU) (sobek.Value, error) {
	if s.argument == nil {
		return v.Export(s.name)
	}
	args, err := s.argument(v)
	if err != nil {
		return nil, err
	}
	return v.ExportWith(s.name, args...)
}

func outcome(o vu.Outcome) error {
	if o.Err != nil {
		return &script.Exception{Err: o.Err}
	}
	return o.Interrupted
}

// unwind interrupts a single job, and abandons it if that does not help.
func (t *test) unwind(u *shard.User, reason error, ended <-chan vu.Outcome) error {
	u.Halt(reason)
	grace := time.NewTimer(unwindTime)
	defer grace.Stop()
	select {
	case <-ended:
	case <-grace.C:
		u.Quit(reason)
	}
	return reason
}

// setup runs setup() and keeps what it returns, as JSON, for everybody else.
func (t *test) setup(ctx context.Context) error {
	if t.plan.Options.NoSetup || !t.plan.exports("setup") {
		return nil
	}
	t.enterStage("setup")
	return t.single(ctx, single{
		name: "setup", stage: vu.Setup, limit: t.plan.Options.SetupTimeout,
		argument: func(*vu.VU) ([]sobek.Value, error) { return nil, nil },
		result: func(v *vu.VU, value sobek.Value) error {
			data, err := v.JSON(value)
			t.keepData(data)
			return err
		},
	})
}

// teardown runs teardown(data), also after an abort.
func (t *test) teardown(ctx context.Context) error {
	if t.plan.Options.NoTeardown || !t.plan.exports("teardown") {
		return nil
	}
	t.enterStage("teardown")
	return t.single(ctx, single{name: "teardown", stage: vu.Teardown, limit: t.plan.Options.TeardownTimeout})
}

// handleSummary gives data to the script's handleSummary() and returns the files
// it asks for; nil if there is no such function, it returned nothing, or it
// failed, which does not fail the test.
func (t *test) handleSummary(ctx context.Context, data []byte) (files map[string][]byte) {
	if t.plan.config.SummaryDisabled || !t.plan.exports("handleSummary") {
		return nil
	}
	err := t.single(ctx, single{
		name: "handleSummary", stage: vu.Summing, limit: t.plan.Options.HandleSummaryTimeout,
		argument: func(v *vu.VU) ([]sobek.Value, error) {
			value, err := v.Parse(data)
			return []sobek.Value{value}, err
		},
		result: func(v *vu.VU, value sobek.Value) (err error) {
			files, err = filesOf(value)
			return err
		},
	})
	if late := (*TimedOut)(nil); errors.As(err, &late) {
		t.fail(late)
	}
	if err != nil { // a script's own exception has been logged where it happened
		return nil
	}
	return files
}

// filesOf reads what handleSummary() returned: an object from paths to strings
// or buffers.
func filesOf(value sobek.Value) (map[string][]byte, error) {
	if vu.Nothing(value) {
		return nil, nil
	}
	obj, ok := value.(*sobek.Object)
	if !ok {
		return nil, errors.New("handleSummary() must return an object that maps paths to strings or ArrayBuffers, and returned " + value.String())
	}
	files := map[string][]byte{}
	for _, path := range obj.Keys() {
		item := obj.Get(path)
		if data, ok := vu.Bytes(item); ok {
			files[path] = append([]byte(nil), data...)
			continue
		}
		if !sobek.IsString(item) {
			return nil, errors.New("handleSummary(): what it returned for " + path + " is neither a string nor an ArrayBuffer")
		}
		files[path] = []byte(item.String())
	}
	return files, nil
}
