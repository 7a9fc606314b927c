// Package metrics is the module k6/metrics: a script's own metrics.
//
//	new Counter(name [, isTime])    Gauge, Rate and Trend likewise; in the init context only
//	metric.name                     what it was called
//	metric.add(value [, tags])      true if the value was taken
//
// It behaves as k6's: a boolean is 1 or 0, what converts to a number is one, and
// anything else is a warning, or an exception with the option throw. Other than
// in k6, a metric is an instance of its class.
//
// The one thing to know: two VUs that declare the same name share one metric of
// the registry. What differs per VU is only the object, and the series it used
// last: as long as the VU's tags stay the same, add is one array store.
//
// What a metric's samples add up to is package metric's matter.
//
// Everything is owned by the loop of the VU.
package metrics
