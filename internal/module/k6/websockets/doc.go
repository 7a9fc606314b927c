// Package websockets is k6/websockets (and k6/experimental/websockets): the
// browser's WebSocket on the VU's event loop.
//
//	new WebSocket(url [, protocols [, params]])     params: headers, tags, jar, compression
//	url readyState bufferedAmount extensions protocol binaryType
//	onopen onmessage onerror onclose onping onpong
//	send(data) close([code [, reason]]) ping()
//	addEventListener removeEventListener dispatchEvent
//	CONNECTING OPEN CLOSING CLOSED
//	Blob, EventTarget, Event, MessageEvent, CloseEvent, ErrorEvent
//
// Where it differs from k6 2.2, it is nearer to the standard: WebSocket is a
// class with a prototype, listeners can be removed, an exception in a listener
// does not keep the others from running, and every failure is an error event
// and a close event with a code.
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
