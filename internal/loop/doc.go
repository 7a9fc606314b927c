// Package loop is a reactor: one goroutine's connections, timers and mailbox.
//
// The one thing to know is the tick, which the caller turns:
//
//	Poll   sleep until a descriptor, a timer or a letter is due
//	Read   letters, due timers, then what connections have to tell
//	…      the caller's own work
//	Flush  at most one write per connection; the tick's bytes are let go
//
// Everything a connection has to tell reaches its Sink from inside Read, never
// from inside a call to the connection. Bytes read live in the tick's arena,
// until Flush. Nothing here blocks but Poll.
//
// There are three kinds of connections under one roof. Those on descriptors
// (conn_fd.go) cost no goroutine and, while idle, no buffer; TLS is fed by hand.
// Where the kernel takes many calls as one, a tick's short reads and its writes
// are batches (conn_fd_batch.go), and a call of their own only what has no others beside it.
// The portable ones (conn_net.go) have goroutines that read and write; they run
// on every system, on pipes, and in made-up time. The Engine says which kind
// Connect makes; a net.Conn without a descriptor is always portable. Those on
// lanes (conn_lane.go) share one of the others, as HTTP/2's streams do.
//
// A Loop and all that lives on it belong to the goroutine that turns it. Post
// is the only way in for others. The loop knows no protocol; sockets, and what
// a lost connection means, are package socket's.
package loop
