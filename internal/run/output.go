package run

import (
	"errors"
	"fmt"
	"slices"

	"volley/internal/metric"
	"volley/internal/output"
)

// OutputFailed is an output that could not be opened, or could not write what it
// was given: the test went on without it.
//
// Immutable.
type OutputFailed struct {
	Output string // "csv"
	Err    error
	Began  bool // the test had begun
}

// Error says which output and why.
func (f *OutputFailed) Error() string { return fmt.Sprintf("output %s: %v", f.Output, f.Err) }

// Unwrap is why.
func (f *OutputFailed) Unwrap() error { return f.Err }

// parseOutputs reads what the user wrote of outputs.
func (p *Plan) parseOutputs() (err error) {
	p.outputs, err = output.Parse(p.config.Outputs, output.Config{
		Env: p.config.OutputEnv, Stdout: p.config.Stdout, Thresholds: p.expressions, More: p.config.Extensions.makers(),
	})
	return err
}

// expressions are the thresholds set for a whole metric.
func (p *Plan) expressions(metric string) (all []string) {
	for _, r := range p.rules()[metric] {
		all = append(all, r.Expression)
	}
	return all
}

// needs is what all outputs need together.
func (p *Plan) needs() (n metric.Need) {
	for _, o := range p.outputs {
		n |= o.Needs()
	}
	return n
}

// Outputs are the outputs' descriptions, such as json (x.json).
func (p *Plan) Outputs() []string {
	var all []string
	for _, o := range p.outputs {
		all = append(all, o.String())
	}
	return all
}

// Open opens the outputs: their files are there from then on. Run does it if
// nobody has. Once they are open, Run is what closes them. The errors are
// *OutputFailed.
func (p *Plan) Open() error {
	if p.opened {
		return nil
	}
	p.opened = true
	for i, o := range p.outputs {
		if err := o.Open(p.registry); err != nil {
			for _, before := range slices.Backward(p.outputs[:i]) {
				err = errors.Join(err, before.Close())
			}
			return &OutputFailed{Output: o.Name, Err: err}
		}
	}
	return nil
}
