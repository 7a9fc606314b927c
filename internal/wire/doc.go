// Package wire is the WebSocket protocol as functions on bytes: RFC 6455's
// frames and upgrade, and RFC 7692's compression, from the client's side.
//
// The one thing to know: nothing here reads, writes, waits or looks at a clock.
// Bytes come in whatever slices the network made of them, and any slicing gives
// the same calls and the same faults, each at the earliest byte that proves it;
// that is why every path can be fuzzed.
//
//	b ─► ResponseReader.Feed ─► Response ─► Upgrade.Check ─► open
//	b ─► Assembler.Feed ─► header ─► [Inflater] ─► UTF-8 ─► Receiver
//	     AppendFrame, Deflater.Append ─► bytes to send
//
// What a peer does wrong is a [Fault], a constant that knows its close code.
//
// On the way in, a message that lies whole and unfragmented in b is a slice of
// b; only what comes in pieces or compressed has a buffer, and only while it is
// under way. On the way out, everything is appended to the caller's buffer. An
// idle connection therefore costs its Assembler, about 100 bytes, and with
// permessage-deflate:
//
//	                          no context takeover   context takeover
//	Deflater, retained                       40 B   + what was sent, at most 14 kB
//	Inflater, retained                       40 B   + what came, at most the window
//
// What to answer to a ping or a close frame, deadlines, and masking keys nobody
// can foresee are the business of package socket.
//
// An [Assembler], [Deflater], [Inflater] or [ResponseReader] belongs to one
// loop; everything else is values and pure functions.
package wire
