// Package fetchtest is a server of net/http's for who tests a client of HTTP:
// paths that echo, redirect, set cookies, compress, lie, and break off.
//
//	/echo /status/{code} /redirect/{left}?code= /cookies /gzip /json /basic
//	/lies   says gzip and is not     /half  ends in the middle
//	/never  does not answer          /drop  closes without a word
//
// The one thing to know: what it sends is the same each time, so that answers can
// be compared as text.
//
// The package is a test kit: only tests, and commands that test, import it.
package fetchtest
