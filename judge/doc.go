// Package judge lets implementations that are not ours judge volley: its
// scripts talk to foreign servers, directly and through foreign proxies, and
// what those say they saw must be what volley says it did.
//
// The one thing to know: every foreign server does the same, because every one
// is told what to do by the messages it hears, and counts. A run names itself in
// the query, so that one server serves many at a time.
//
//	testdata/*/*.js ──► volley ──► summary ─────────────────────┐
//	                      ▲│                                    ├─► the same?
//	     gorilla, coder, ws, websockets (Python) ──► GET /stats ┘
//	        directly, or behind nginx, HAProxy, tinyproxy, microsocks
//
//	ws://…/plain?run=R      without compression
//	ws://…/deflate?run=R    permessage-deflate, the context taken over where the library can
//	ws://…/fresh?run=R      permessage-deflate, without
//	ws://…/narrow?run=R     permessage-deflate, windows as small as the library can
//	GET /stats?run=R        Stats as JSON, once no socket of R is open any more
//
//	a text message          what the server does
//	!close CODE REASON      closes; 1005 is a close frame without a code
//	!fin, !rst              ends TCP without a close frame
//	!ping PAYLOAD           pings; says "pong PAYLOAD" when that comes
//	!fragments SIZE         says SIZE letters in several frames
//	!push COUNT SIZE        says COUNT binary messages of SIZE bytes
//	!left                   says how many binary messages of R have left the server
//	!protocol !extensions   says what was agreed
//	anything else           comes back, and so does every binary message
//
// The Go servers live here, in this process; the others are programs the tests
// start: testdata/node and testdata/python. A program that is missing skips
// its tests, unless VOLLEY_JUDGES names it (or is "required", for all).
//
// Libraries of npm are judged with their own servers, and STOMP's with RabbitMQ:
// testdata/libraries and testdata/stomp are scripts that import them as they are.
//
// It measures nothing (bench does) and knows nothing of k6 (compare does).
package judge
