// Package ring is a queue in one piece of memory that is used again and again.
//
// The one thing to know: a slice that is appended to at its end and read from its
// front is no queue. One that is never quite empty, such as the inbox of a socket
// whose script is just too slow, moves through memory for ever. Of turns in a
// circle instead: it holds as much room as what waited at once, however much went
// through.
//
// What is many and mostly idle says with Keep how little an empty queue may hold;
// what waited last time is then remembered as a number, so that the next such
// flood costs one allocation.
//
// A queue has no bound of its own: whoever fills one knows what it is made of,
// and stops whoever sends. It is owned by whoever owns what it stands in.
package ring
