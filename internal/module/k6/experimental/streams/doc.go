// Package streams is k6/experimental/streams: part of the Streams standard under
// k6's path.
//
//	ReadableStream ReadableStreamDefaultReader
//	WritableStream WritableStreamDefaultWriter
//	CountQueuingStrategy
//
// They are the classes that a script finds as globals, whole: what k6's lack,
// such as tee, pipeTo, byte streams and asynchronous iteration, is there.
//
// The one thing to know: the classes themselves are package web's.
//
// Everything is owned by the loop of the VU.
package streams
