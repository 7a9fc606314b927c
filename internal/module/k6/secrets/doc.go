// Package secrets is k6/secrets: what a script must know and the log must not.
//
//	await secrets.get(key)                 of the default source
//	await secrets.source(name).get(key)    of a named one
//
// A promise is rejected if there is no such source or no such key.
//
// The one thing to know: the sources are package secret's, read before the
// script; here nothing waits.
//
// Secrets are immutable and shared; everything else is owned by the loop of a VU.
package secrets
