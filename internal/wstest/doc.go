// Package wstest is the test kit's server: WebSockets in this process whose
// path says how they behave, or misbehave.
//
// The one thing to know: it writes the protocol itself, byte by byte, because
// a library would not let it break the rules. Every path is a Behaviour, a
// function of a Peer, which is one connection with its request read and not yet
// answered; a test with a wish of its own adds one with Server.Handle.
//
//	/echo                     every message back            /early?n=3      n texts in one write with the 101
//	/fragment                 echo in frames, pings between /drip           echo, one byte a write
//	/slow?delay=50ms          echo, late                    /push?n=&size=&close=1   n texts ("1", "2", …), then 1000
//	/binary?size=4            a binary message, then echo   /headers        the request's fields as JSON, then echo
//	/pinger?every=5ms&n=      pings; tells each pong        /deflate        echo, compressed, with context takeover
//	/subproto?want=b          answers that subprotocol      /cookie?name=&value=&status=   sets a cookie
//	/close?code=&reason=      closes    /close-empty  without a code    /eof  without a close frame    /drop  resets
//	/rsv /badopcode /masked /badutf8 /badclose /longping /stray         one frame that is a protocol fault
//	/mute                     echo, never answers a close frame
//	/status?code=404          refuses   /garbage  no HTTP   /silent  no answer
//	/badaccept /badextension  a 101 that is wrong
//
// Whatever ends or breaks a connection happens after its first message, or with
// at=once at once. A misbehaving server reads on until the client is gone. A
// client's own faults are answered by a close frame with 1002.
//
// Pipe and Dial do the same over net.Pipe, without a socket or a real clock:
// they work inside a bubble of testing/synctest.
//
// A Proxy is what connects on behalf of a client: CONNECT or SOCKS5.
//
// It is imported by tests only. A Server may be used from any goroutine and
// ends, with all its goroutines, at the end of its test.
package wstest
