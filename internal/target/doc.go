// Package target is the built-in server: WebSockets to aim a test at, whose
// path says how the server behaves. `volley serve` is a thin wrapper of it.
//
// The one thing to know: it is built on a foreign WebSocket library, so it
// judges volley's own protocol code instead of sharing its mistakes. The
// library is gorilla/websocket, because misbehaving needs access below the
// protocol: its close handler may be replaced by nothing (/silent), its TCP
// connection may be reset (/drop), one prepared message may be written to a
// whole room (/chat), and its write buffers are pooled, which is what 20,000
// idle connections need.
//
// The page at / lists the paths. /chat speaks JSON, one object a message:
//
//	client says                               everybody in the room hears
//	{"event":"SET_NAME","new_name":"ann"}     {"event":"SET_NAME","user":"guest 7","new_name":"ann"}
//	{"event":"SAY","message":"hello"}         {"event":"SAY","user":"ann","message":"hello"}
//	{"event":"LEAVE"}, or a lost connection   {"event":"LEAVE","user":"ann"}
//
// Everybody includes the sender, also of its own LEAVE; entering a room is
// silent. What is not understood is answered, to its sender only, by
// {"event":"ERROR","message":"why"}. A member that lets 256 messages wait is
// dropped, so a slow one never delays the room.
//
// Every wait has an end: 10 s for an upgrade and for a write, 5 s for the
// answer to a close frame, 5 min of silence, an hour for an idle connection. A
// message may have 16 MiB. A value of the query that makes no sense is answered
// by 400 and a sentence; keys nobody asked for are ignored.
//
// It does not parse flags, print or catch signals (cli does), and it measures
// nothing but its own counters.
//
// A Server may be used from any goroutine; each connection has one of its own.
package target
