// Package ws is k6/ws: a blocking connect with event handlers.
//
//	connect(url [, params], fn)      returns {url, status, headers, body, error}
//	socket.on(event, fn)             open message binaryMessage ping pong error close
//	socket.send(text) sendBinary(buffer) ping() close([code])
//	socket.setTimeout(fn, ms) setInterval(fn, ms)
//
// It behaves as k6's, with its faults mended: a timer without a function is a
// TypeError at the call, an absent close code is 1001 and an illegal one never
// leaves, text that is not UTF-8 fails the connection with 1007, and a session's
// duration is counted however it ends.
//
// The one thing to know: connect does not return to the event loop of the VU.
// It waits in VU.Serve until something happens to the connection and runs the
// handlers from there, one after the other, so that an exception in a handler
// leaves connect as the script expects.
//
//	loop: OnMessage ─► inbox ─► VU.Unpark       fiber: Serve ─► handlers ─► wait …
//
// What a session counts and how parameters are read is package session's matter;
// frames are package socket's.
//
// Everything is owned by the loop of the VU.
package ws
