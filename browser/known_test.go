package browser

// known are the rows in which volley means to differ from a browser, with the
// reason; docs/compat.md tells each.
var known = map[string]string{}
