// Package encoding is the module k6/encoding.
//
//	b64encode(data [, encoding])            data: string, ArrayBuffer, typed array
//	b64decode(text [, encoding [, format]]) format "s" gives a string, else an ArrayBuffer
//
// encoding is std, rawstd, url or rawurl; anything else is std, as in k6.
//
// The one thing to know: both are pure functions of their arguments. They are
// the only modules' functions that could run while the loop is elsewhere.
//
// Everything is owned by the loop of the VU.
package encoding
