// Package session is one WebSocket session of a VU: what a script asks of the
// connection, and what is counted of it.
//
// The one thing to know: k6 has two WebSocket modules with two APIs, but one
// set of parameters, tags and metrics. What the two modules share stands here,
// below both: Params reads the parameter object, Settings what in it is not k6's,
// Meter counts, Response is a server's answer as scripts see it.
//
//	k6/ws ─────────┐
//	               ├─► session.Params, session.Meter ─► socket, metric
//	k6/websockets ─┘
//
// The package knows no events and calls no handlers; the modules do. It opens no
// connection by itself: it prepares a socket.Config.
//
// Everything here is owned by the loop its VU lives on, but Config, which all
// VUs of a run share and nobody changes.
package session
