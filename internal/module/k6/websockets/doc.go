// Package websockets is k6/websockets (and k6/experimental/websockets): the
// browser's WebSocket on the VU's event loop.
//
//	new WebSocket(url [, protocols [, params]])     params: k6's, and package session's settings
//	url readyState bufferedAmount extensions protocol binaryType response, and the settings
//	onopen onmessage onerror onclose onping onpong
//	send(data) close([code [, reason]]) ping([payload]) terminate() pause() resume()
//	addEventListener removeEventListener dispatchEvent
//	CONNECTING OPEN CLOSING CLOSED
//	Blob, EventTarget, Event, MessageEvent, CloseEvent, ErrorEvent
//
//	new WebSocketStream(url [, options])            options: protocols, signal, and params
//	url opened closed close([{closeCode, reason}])
//	WebSocketError
//
// The WebSockets standard decides what happens and when; k6 gives the words of
// exceptions and errors, the third argument, pings and the text on error events.
// docs/websockets.md has every member, docs/compat.md what differs from k6.
//
// The one thing to know: two states exist. The socket's own belongs to the loop
// and is ahead; the script's readyState changes only with the tasks that the
// loop's events became, as the standard has it. An event reaches the script
// through the socket's inbox, in order: one task each.
//
//	loop: OnMessage ─► inbox ─► VU.Enqueue      fiber: Run ─► dispatch ─► listeners
//
// What a session counts and how parameters are read is package session's matter;
// frames are package socket's.
//
// Everything is owned by the loop of the VU.
package websockets
