// Package vutest runs scripts as tests: a directory of them, one behaviour each,
// with what they should do written in them.
//
//	// env: URL={{URL}}
//	import ws from 'k6/ws';
//	export default function () { console.log(1); throw new Error('mine'); }
//	// want: 1
//	// want error: mine
//
// Each file is run twice, on a loop of descriptors and on a portable one: its
// init context, and one iteration of its default function.
//
//	env: K=V                  a variable of __ENV; {{K}} is filled in by the kit
//	want: line                the next line it prints
//	want error: text          the next error it logs, or its init context throws, has text in it
//	want warning: text        likewise, a warning
//	want metric: key value    what a metric adds up to, key as in thresholds: name{tag:value}
//
// All that is printed and all errors must be expected; of warnings, those that
// are expected must come, in order. A metric's value is a counter's sum, a
// gauge's last, a rate's share, or how many values a trend has.
//
// The package is a test kit: only tests import it.
package vutest
