package browser

// known are the rows in which volley means to differ from Chromium. Each
// difference stands in docs/compat.md, in a row that begins with it.
var known = differences{
	{"credentials in the URL are not sent", []string{
		"answer: credentials in the URL",
	}},
	{"a 101 in HTTP/1.0 is taken", []string{
		"answer: HTTP/1.0",
	}},
	{"a line of the answer that is no field is passed over", []string{
		"answer: a field without a colon",
	}},
	{"a connection that ends or is reset without a close frame has no `error` event", []string{
		"close: the answer is the end of the stream", "close: the answer is a reset",
		"close: the end of the stream without a close frame", "close: the end of the stream within a frame", "close: a reset",
	}},
	{"a close frame with a code that no endpoint may send is a clean end", []string{
		"close: by the server, 0", "close: by the server, 999", "close: by the server, 1004", "close: by the server, 1016",
		"close: by the server, 1100", "close: by the server, 2000", "close: by the server, 2999", "close: by the server, 5000",
		"close: by the server, 65535",
	}},
	{"frames after the server's close frame fail the connection", []string{
		"close: frames after the server has closed",
	}},
	{"text that is not UTF-8 is answered with 1002", []string{
		"close: by the server, a reason that is not UTF-8", "fault: text that is not UTF-8", "fault: a surrogate in text",
		"fault: text that ends within a character", "fault: text broken between fragments, wrong",
		"fault: a wrong byte in the first fragment", "fault: text above U+10FFFF", "fault: text overlong",
	}},
	{"`close(undefined, reason)` throws", []string{
		"close: a reason without a code",
	}},
	{"fractions of a close code are cut off", []string{
		"close: by the client [4000.9]", "close: clamped codes",
	}},
	{"a URL without a scheme is relative to the page", []string{
		"construct: relative URLs",
	}},
	{"`ws+unix:` is no scheme", []string{
		"construct: a Unix socket",
	}},
	{"a space in a host name is escaped", []string{
		"construct: a space in the host",
	}},
	{"a bar in a path is escaped", []string{
		"construct: a bar in a path",
	}},
	{"`null` as protocols asks for one named null", []string{
		"protocol: null",
	}},
	{"an `error` event is an Event", []string{
		"event: error",
	}},
	{"listeners with `capture` run in the order they were added", []string{
		"listen: capturing listeners come first",
	}},
	{"`WebSocket(url)` without `new` throws", []string{
		"construct: without new",
	}},
	{"a binary message of a WebSocketStream is an ArrayBuffer", []string{
		"stream: the class of a binary message",
	}},
	{"a WebSocketStream whose `signal` is aborted rejects with an AbortError", []string{
		"stream: a signal that is aborted already",
	}},
	{"attributes are accessors of the prototype, and refuse another `this`", []string{
		"interface: descriptors of members and constants", "interface: descriptors of events", "interface: own properties of a socket",
		"interface: the ends of the prototype chains", "interface: getters on what is no socket", "event: isTrusted is an own property",
	}},
	{"globals are own properties of `globalThis`", []string{
		"interface: descriptors of globals",
	}},
}

// difference is one way to differ and the rows that show it.
type difference struct {
	what string
	rows []string
}

type differences []difference

// of is the difference a row shows; empty if it shows none.
func (all differences) of(row string) string {
	for _, d := range all {
		for _, name := range d.rows {
			if name == row {
				return d.what
			}
		}
	}
	return ""
}
