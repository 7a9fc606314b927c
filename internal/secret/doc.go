// Package secret is where a test's secrets come from, and what keeps them out of
// the log.
//
//	--secret-source mock=default,user=ann         a Source named mock
//	--secret-source file=name=team,secrets.env    a Source named team
//	--secret-source url=urlTemplate=https://h/{key}   a Source named url
//	        │
//	     Keeper ── Get ──> k6/secrets
//	        └───── Handler: "hello ***SECRET_REDACTED***"
//
// The one thing to know: a Keeper knows all values from the start, but for those
// that a server gives when they are asked for, and these before whoever asks
// does. So logging takes no lock, and what a script has not asked for yet is kept
// out of the log as well.
//
// What handleSummary returns, outputs and tags are no logs: a script that puts a
// secret there has published it.
//
// A Keeper is safe for concurrent use; a nil one has no secrets.
package secret
