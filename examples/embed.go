// Package examples holds scripts that show how to test WebSockets: the simplest
// round trip (echo.js), errors, pings, timeouts, several handlers of one event,
// a connection as two streams (stream.js), and a chat room (chat.js), which
// `volley demo` runs. They aim at the server of
// `volley serve` unless -e URL=… says otherwise.
package examples

import "embed"

// Scripts are the examples, by file name. Immutable.
//
//go:embed *.js
var Scripts embed.FS
