// Package threshold judges a run: expressions such as "p(95)<500" on the totals
// of a metric or submetric.
//
// The one thing to know: judging is a pure function. New checks all
// expressions against the registry, and declares the submetrics they name,
// before the run; Set.Judge then reads a metric.Total and says what holds. It
// keeps no state between calls, so judging twice, or never in between, makes
// no difference.
//
// The grammar is k6's:
//
//	method [space] operator [space] number
//	counter: count rate   gauge: value   rate: rate
//	trend:   avg min max med p(N)
//	< <= > >= == === !=
//
// This package does not decide when to judge, nor stop the run (run does), nor
// print (summary does).
//
// A Set may be used by any goroutine that may read the Total.
package threshold
