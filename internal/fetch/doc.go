// Package fetch makes one HTTP request the way a load test counts it: every hop
// of a redirect with its phases timed, errors sorted by number, the body read
// and decompressed.
//
// The one thing to know: Do blocks and belongs on a goroutine of its own; what it
// returns is only data. A [Client] is one virtual user's: its connections are
// kept between requests and shared with nobody.
//
//	Request ─► Do ─► redirects (net/http) ─► one Hop each: trace, phases, error code
//	                     │                        │
//	                  auth, jar               Client: transport over dial.Dialer
//	                                          (hosts, blacklists, DNS cache, proxy)
//
// HTTP itself is net/http's, with HTTP/2 by ALPN. The package sees neither
// JavaScript nor metrics.
//
// A Client is safe for concurrent use.
package fetch
