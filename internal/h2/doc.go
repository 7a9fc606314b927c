// Package h2 is WebSockets over HTTP/2 (RFC 8441): many of them on one
// connection, on a loop.
//
// The one thing to know: a stream is a [loop.Conn] like any other. Who has one
// queues, pauses and closes it without knowing what is below; this package cuts
// what is queued into DATA frames as far as the server's windows allow, and all
// streams' frames of a tick leave in one write.
//
//	socket ── loop.Conn ─┐ stream 1
//	socket ── loop.Conn ─┼─ stream 3 ── Session ── loop.Conn ── TCP or TLS
//	socket ── loop.Conn ─┘ stream 5        one per SETTINGS_MAX_CONCURRENT_STREAMS
//
// A [Pool] finds the connection. It makes none itself: whoever asks first is
// told to dial, and offers what he has dialled; the others wait for it. A server
// without HTTP/2, or without SETTINGS_ENABLE_CONNECT_PROTOCOL, is remembered, and
// everybody is told to go by HTTP/1.1 instead.
//
// What a stream's bytes mean (RFC 6455's frames, masked as ever: RFC 8441 §5)
// and whether an answer opens a WebSocket is the caller's business. The header's
// compression is golang.org/x/net/http2/hpack.
//
// Everything belongs to the loop it lives on, but Pool, which serves all loops
// of a run: a connection never serves two loops.
package h2
