// Package script is a test script and everything it imports: from a path to
// programs that are compiled once and run in any number of VUs.
//
// The one thing to know: Load reads and compiles, an Instance runs. A Script is
// what all VUs share; an Instance is one runtime's evaluation of it.
//
//	Load(path) ─► source ─► (rewritten) ─► module records ─► linked
//	Instantiate(runtime, host) ─► Evaluate ─► Export("default"), Export("options")
//
// What is rewritten is TypeScript, and JavaScript with for await loops,
// asynchronous generators or import attributes, which the engine does not parse;
// a source map keeps positions the file's own. What is neither never sees the
// rewriter, nor does a script that imports no package.
//
// Packages are found in node_modules and bundled by the rewriter's maker: all
// that one graph imports is one CommonJS module, so that what two packages share
// is there once, and each importer's door to it is another of one line.
// Nothing is written to the disk; Config.Made hears of the bundle.
//
// Files are ECMAScript modules. One without import, export or top-level await
// is CommonJS: it gets module, exports and require. Modules that Go builds are
// given by the Host; what they are called and what they export is known at
// Load, so that a misspelt import is found before anything runs.
//
// Names of sources are file URLs, as in k6: they are what stack traces show.
//
// Modules on the web come through Config.Fetch. They import each other by
// addresses and paths, and are named by where their redirects lead.
//
// The package knows no VUs, no loops and no options, and no network.
//
// A Script is safe for concurrent use, an Instance belongs to its runtime's
// owner.
package script
