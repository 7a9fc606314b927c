// Package frozen is lists that all VUs share: what k6/data's SharedArray and
// k6/experimental/csv's parse give to scripts.
//
//	           texts (once per test)      objects (made at each reading, per VU)
//	list[1] -> {"a":1}, {"a":2}, …   ->   {a: 2}, frozen all the way down
//
// The one thing to know: an element is kept as JSON text and parsed whenever a
// script reads it, so that memory does not grow with the VUs. A script that
// reads one often keeps it in a variable.
//
// Texts are immutable and shared; everything else is owned by the loop of a VU.
// Who makes the texts, and keeps them for the next VU, is the modules' matter.
package frozen
