// Package web is what a web developer expects to find without importing it: the
// platform's classes and functions as JavaScript sees them. docs/globals.md
// lists them.
//
// The one thing to know: a Class is a table in Go, and nothing of it exists in a
// VU before the script touches it. A prototype is a dynamic object that makes a
// method when it is first read; an instance answers for its attributes itself.
// Ten thousand idle VUs therefore do not hold ten thousand copies of forty
// functions, and reading event.data is no function call.
//
//	instance (Go struct, its attributes and expandos)
//	   └─ prototype (its class's methods and constants, made when read)
//	        └─ prototype of the parent class
//	             └─ Object.prototype
//
// What differs from a browser follows from that: attributes are answered by the
// instance, so that getOwnPropertyDescriptor shows no accessor, and an instance
// takes no symbols. An instance of a script's subclass is a plain object that
// leads to the Go struct: it takes private members, and its class is given real
// accessors then.
//
// The Streams standard is a library's JavaScript (stream.go): a VU whose script
// touches one of its names keeps all of it, some 280 kB, and one whose does not
// keeps nothing.
//
// The package knows no sockets and counts nothing; module/k6/websockets does.
//
// A Realm and everything in it belongs to one VU and its runtime.
package web
