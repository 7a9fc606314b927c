// Package html is k6/html: parseHTML(text), which gives a Selection.
//
// The one thing to know: the classes are package dom's, since answers of k6/http
// make them too.
package html
