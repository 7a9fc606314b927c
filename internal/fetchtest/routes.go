package fetchtest

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Routes are the server's paths; the caller may add to them. An error of writing
// an answer is the client's to notice.
func Routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("/echo", echo)
	mux.HandleFunc("/redirect/{left}", redirect)
	mux.HandleFunc("/status/{code}", func(w http.ResponseWriter, r *http.Request) {
		code, _ := strconv.Atoi(r.PathValue("code")) // net/http answers the panic of a code below 100
		w.WriteHeader(code)
		fmt.Fprintf(w, "status %d", code)
	})
	mux.HandleFunc("/cookies", func(w http.ResponseWriter, _ *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "1", Path: "/", HttpOnly: true})
		http.SetCookie(w, &http.Cookie{Name: "b", Value: "2", Path: "/b", Expires: time.Unix(4000000000, 0), MaxAge: 100, Secure: true})
		w.Header().Add("X-Two", "1")
		w.Header().Add("X-Two", "2")
		fmt.Fprint(w, "héllo")
	})
	mux.HandleFunc("/gzip", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		fmt.Fprint(z, strings.Repeat("z", 100))
		_ = z.Close()
	})
	mux.HandleFunc("/json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"a":{"b":[1,2,{"c":"x"}]},"n":null,"t":true,"s":"é\"","big":12345678901}`)
	})
	mux.HandleFunc("/basic", func(w http.ResponseWriter, r *http.Request) {
		name, password, _ := r.BasicAuth()
		fmt.Fprint(w, name, ":", password)
	})
	broken(mux)
	return mux
}

// broken are the paths where something goes wrong.
func broken(mux *http.ServeMux) {
	mux.HandleFunc("/lies", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		fmt.Fprint(w, "not gzip")
	})
	mux.HandleFunc("/half", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, "abc")
	})
	mux.HandleFunc("/never", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/drop", func(w http.ResponseWriter, _ *http.Request) {
		if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
			_ = conn.Close()
		}
	})
}

// seen is what /echo tells of a request.
type seen struct {
	Method  string      `json:"method"`
	URL     string      `json:"url"`
	Host    string      `json:"host"`
	Proto   string      `json:"proto"`
	Headers http.Header `json:"headers"`
	Body    string      `json:"body"`
	Length  int64       `json:"length"`
}

func echo(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body) // what came before an error is shown
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(seen{r.Method, r.URL.String(), r.Host, r.Proto, r.Header, string(body), r.ContentLength})
}

func redirect(w http.ResponseWriter, r *http.Request) {
	left, _ := strconv.Atoi(r.PathValue("left"))
	if left == 0 {
		fmt.Fprintf(w, "end %s %s", r.Method, r.Header.Get("Cookie"))
		return
	}
	code, err := strconv.Atoi(r.URL.Query().Get("code"))
	if err != nil {
		code = http.StatusFound
	}
	http.SetCookie(w, &http.Cookie{Name: "hop" + strconv.Itoa(left), Value: "v"})
	w.Header().Set("Location", fmt.Sprintf("/redirect/%d?code=%d", left-1, code))
	w.WriteHeader(code)
}
