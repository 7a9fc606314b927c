// Package http is k6/http: requests that block the script, or not, with their
// phases counted.
//
//	get head post put patch del options request   asyncRequest   batch
//	url`…`  file  expectedStatuses  setResponseCallback  cookieJar  CookieJar
//
// The one thing to know: a request is made on a goroutine of its own (package
// fetch), and the VU's fiber is parked meanwhile; everything else, reading
// parameters, counting and making the answer's object, happens on the loop.
//
//	arguments ─► prepare ─► job ─► goroutine: fetch.Do ─► loop: count ─► Response
//	                         │ the fiber parks, or a promise is given
//
// The VU's cookie jar is the one WebSocket upgrades use: log in here, connect
// there.
//
// Everything is owned by the loop of the VU, but Config.
package http
