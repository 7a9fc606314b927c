package target

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"testing"

	"github.com/gorilla/websocket"
)

// TestMembers: cookie and token of one login open the socket; those of two do
// not, and no login without a name.
func TestMembers(t *testing.T) {
	r := newRig(t)
	login := func(name string) (*http.Cookie, string) {
		resp, err := r.client.PostForm("http://"+r.Addr()+"/login", url.Values{"name": {name}, "password": {"x"}})
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var answer struct{ Name, Token string }
		if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil || answer.Name != name || len(resp.Cookies()) != 1 {
			t.Fatalf("login: %+v, cookies %v, %v", answer, resp.Cookies(), err)
		}
		return resp.Cookies()[0], answer.Token
	}
	const name = "jo é\x01\u00ad\"" // in Go's quotes some of it is no JSON
	cookie, token := login(name)
	_, other := login("kim")
	address := "ws://" + r.Addr() + "/members"
	for _, test := range []struct {
		name, bearer, query string
		code                int
	}{
		{"bearer", token, "", 101}, {"query", "", token, 101},
		{"another's token", other, "", 401}, {"no token", "", "", 401}, {"half a token", token[:10], "", 401},
	} {
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		jar.SetCookies(&url.URL{Scheme: "http", Host: r.Addr()}, []*http.Cookie{cookie})
		dialer := websocket.Dialer{Jar: jar}
		header := http.Header{}
		if test.bearer != "" {
			header.Set("Authorization", "Bearer "+test.bearer)
		}
		ws, resp, err := dialer.Dial(address+"?token="+test.query, header)
		if resp == nil || resp.StatusCode != test.code {
			t.Errorf("%s: %v, %v; want %d", test.name, resp, err, test.code)
			continue
		}
		if err != nil {
			continue
		}
		var hello struct{ Type, Name string }
		if err := ws.ReadJSON(&hello); err != nil || hello.Type != "WELCOME" || hello.Name != name {
			t.Errorf("%s: %+v, %v", test.name, hello, err)
		}
		ws.Close()
	}
	resp, err := r.client.PostForm("http://"+r.Addr()+"/login", url.Values{"password": {"x"}})
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	if resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("a login without a name: %d %s", resp.StatusCode, body)
	}
}
