// Package module is the table of what a script may import.
//
// The one thing to know: a folder below this one is an import path. What a
// script writes as k6/ws is package module/k6/ws; adding a module is a folder
// and a row in Table, deleting one is the reverse.
//
//	import path ─► Table ─► vu.Module ─► New(v) ─► one VU's exports
//
// Absent knows the paths of k6 that are not here, so that a script that needs
// one is told so instead of "not found".
//
// The package does nothing by itself: package script resolves paths, package vu
// makes instances.
//
// Table's modules are shared by all VUs of a run and safe for concurrent use.
package module
