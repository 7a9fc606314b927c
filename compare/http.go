package main

import (
	"net/http"

	"volley/internal/fetchtest"
)

// answers is a server for scripts of k6/http. It forgets who asks: the tools have
// names of their own.
func answers() http.Handler {
	routes := fetchtest.Routes()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("User-Agent")
		routes.ServeHTTP(w, r)
	})
}
