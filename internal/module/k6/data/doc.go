// Package data is the module k6/data: data that all VUs share.
//
//	new SharedArray(name, fn)    in the init context only; fn returns an array
//
// The function runs for the first VU that asks for the name. The others get the
// same elements: each is kept once, as JSON text, and parsed and frozen
// whenever a script reads it, so that memory does not grow with the VUs. A
// write throws a TypeError.
//
// The array is one for Array.isArray, with every method that does not write.
//
// The one thing to know: reading costs a parse. A script that reads an element
// often keeps it in a variable.
//
// The elements are immutable and shared; the objects a script sees of them
// belong to its VU.
package data
