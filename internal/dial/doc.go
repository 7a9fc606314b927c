// Package dial is what blocks on the way to a connection: name lookup, TCP
// connect, the words with a proxy and the TLS handshake.
//
// The one thing to know: a connection takes one of two ways. When the target
// needs neither TLS nor a proxy and [Dialer.Lookup] answers (an IP literal, a
// host of the hosts map, a name in the cache) nothing needs to block, and the
// caller may connect on its own loop. Otherwise [Dialer.Resolve] and
// [Dialer.Dial] do the work on the goroutine that calls them; who bounds those
// goroutines, and who times out as a whole, is the caller's business (the
// context's deadline).
//
//	host:port ── blocked? ── hosts map ── literal ── cache ── DNS
//	                                                          │ select, policy
//	                              blacklist ◄─────────────────┘
//	                                  │
//	      TCP, 250 ms from one address to the next (RFC 8305) ── TLS ── net.Conn
//	                                  │                           │
//	                                  └── CONNECT or SOCKS5 ──────┘
//
// With a proxy it is the proxy's host that goes this way; the target's name is
// the proxy's to look up, and only what is known of it without is checked.
//
// Every duration on the way is reported in [Phases]. [Phase] and [Code] sort any
// error into a short word each, for metrics.
//
// The package does not retry, does not pool connections, and knows nothing of
// WebSocket. It reads no environment; settings come in [Config].
//
// A Dialer is safe for concurrent use; one serves all connections of a run that
// share their network settings.
package dial
