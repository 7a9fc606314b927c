// Package remote brings modules that scripts import by an https address, and
// keeps them on the disk.
//
// The one thing to know: what was fetched once is there without a network. A
// copy is used unasked as long as its server promised it would not change;
// after that the server is asked whether it has, and if it cannot be, the copy
// will do.
//
//	Get(url) ─► index (by URL) ─► text (by the SHA-256 of what it holds)
//	              └─ stale or none ─► the server ─► both written anew
//
// A text that is not what its name says is fetched again. The package knows
// nothing of JavaScript: what it is given back is for package script to read.
//
// A Cache may be used from any goroutine, its folder by several processes.
package remote
