// Package csv is k6/experimental/csv: records of a file of k6/experimental/fs.
//
//	await parse(file, options)          every record -> an array as SharedArray makes
//	new Parser(file, options)           in the init context only
//	await parser.next()                 one record -> {done, value}
//
//	{ delimiter, skipFirstLine, fromLine, toLine, asObjects }
//
// A record is an array of texts, or with asObjects an object whose keys are the
// first line's. Lines are records, counted from 0; toLine is the last one, and 0
// means there is none.
//
// The one thing to know: what parse gives in the init context is parsed once for
// all VUs, by file and options, and kept as JSON texts (package frozen). A Parser
// keeps nothing and costs each VU a buffer of 4 kB.
//
// RFC 4180 is followed as encoding/csv does, which k6 uses too.
package csv
