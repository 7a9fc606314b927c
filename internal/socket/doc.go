// Package socket is one WebSocket living on a loop: from a URL to an open
// connection, messages both ways, and the closing handshake with its deadline.
//
// The one thing to know: nothing here blocks and nothing calls back from inside
// a call. [Connect] and every method of [Socket] return at once; the [Handler]
// hears of results from the loop's Read only, on the loop's goroutine. Exactly
// one of OnFail and OnClose comes, as the last call.
//
//	Connect ─► lookup ─► TCP ──► TLS ─► upgrade ─► OPEN ─► CLOSING ─► CLOSED
//	           cached?   on the  off    on the    OnOpen   both close  OnClose
//	           else off  loop    loop   loop               frames, or
//	           the loop                                    5 seconds
//	   a failure on the way: the next address, else OnFail
//
// What blocks (a DNS miss, a TLS handshake) runs on the goroutines of a [Pool],
// which bounds them; waiting for one is a phase of its own. Pings are answered
// here, in order with other writes. What a close code or a lost connection means
// to a script, and what is counted, is the module's business; this package sees
// neither metrics nor JavaScript, and never reconnects.
//
// What few sockets are asked for (an idle timeout, messages in pieces, a [Tracer]
// who hears every frame) costs the others a nil pointer.
//
// A Socket belongs to the goroutine that turns its loop. An idle one is small:
// what only the opening needs is let go of when it is over.
package socket
