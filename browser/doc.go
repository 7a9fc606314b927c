// Package browser is the table of a real browser against volley: the same page
// script runs in headless Chromium and in volley against the same server, and
// must log the same lines in the same order.
//
//	go test ./browser                       skips when no Chromium is installed
//	VOLLEY_BROWSER=required go test ./browser
//	go test ./browser -args -rows 'close:'  the rows whose names match
//
// The one thing a newcomer must know: a row's URL is the server's script. Each
// segment of the path is a step that the server takes, so that a row of
// testdata/rows shows both sides of a conversation:
//
//	row('close: the server begins', async (t) => {
//	    await t.follow(t.ws('/text:hi/close:1001:bye'));
//	    await t.saw();
//	});
//
//	testdata/rows/*.js ──┬─► one page of Chromium ──► lines ──┐
//	 + testdata/table.js │        ▲                           ├─► the same?
//	                     └─► one run of volley ─────► lines ──┘
//	                              ▲
//	                     server: a port per row; notes what it hears (t.saw)
//
// Each row has a server port of its own in each world, because a browser opens
// one connection at a time to an address, and so that what a server saw is one
// row's. Lines hold no times and no ports. Texts of exceptions are left out:
// names and codes are compared.
//
// Where volley means to differ, known_test.go has the row's name with the
// reason, which docs/compat.md tells too; an entry that no longer differs fails.
//
// It does not compare k6 (compare does), nor odd frames from every kind of
// server (judge, and the tests of package wire).
package browser
