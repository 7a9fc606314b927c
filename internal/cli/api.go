package cli

import (
	"volley/internal/option"
	"volley/internal/rest"
	"volley/internal/run"
)

// api serves the REST API of a test until the returned function is called, if
// the user wants one.
func (t *trial) api(plan *run.Plan) (end func(), err error) {
	if plan.Options.Paused && t.address == "" {
		return nil, option.Invalid{
			Field: "paused", Value: "true", Origin: plan.Options.Origin("paused").Text,
			Why: "needs --address: a test that waits is started through its REST API",
		}
	}
	if t.address == "" {
		return func() {}, nil
	}
	server, err := rest.Listen(rest.Config{Address: t.address, Profiling: t.profiling, Paused: plan.Options.Paused, Test: plan})
	if err != nil {
		return nil, err
	}
	t.log.Debug("the REST API is at http://" + server.Addr())
	return func() { _ = server.Close() }, nil
}
