package target

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
)

// sessionCookie is what /login sets and /members wants.
const sessionCookie = "session"

// maxName bounds what a name costs.
const maxName = 64

// key signs what this server gives out. Nothing is kept: a token says whose it
// is, and cannot be made up.
type key [32]byte

func newKey() (k key) {
	_, _ = rand.Read(k[:]) // never fails: it ends the program instead
	return k
}

// sign is a token for one purpose and name.
func (k key) sign(purpose, name string) string {
	mac := hmac.New(sha256.New, k[:])
	mac.Write([]byte(purpose + "\x00" + name))
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(name)) + "." + encode(mac.Sum(nil))
}

// check is whose token it is, "" if it is nobody's.
func (k key) check(purpose, token string) (name string) {
	text, _, _ := strings.Cut(token, ".")
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || !hmac.Equal([]byte(k.sign(purpose, string(raw))), []byte(token)) {
		return ""
	}
	return string(raw)
}

// login answers a form with a name and any password: a session cookie, and a
// token as JSON.
func (s *Server) login(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		s.refuse(w, http.StatusMethodNotAllowed, "/login takes a POST of the form name=…&password=…\n")
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	name, password := r.PostFormValue("name"), r.PostFormValue("password")
	if name == "" || len(name) > maxName || password == "" {
		s.refuse(w, http.StatusUnauthorized, "who are you? want a form with a name and a password\n")
		return
	}
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Value: s.key.sign("session", name), Path: "/", HttpOnly: true})
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"name": name, "token": s.key.sign("token", name)})
}

// planMembers is /members.
func planMembers(q *query) visit {
	name, ok := q.member()
	if !ok {
		q.refuse(http.StatusUnauthorized, "members only: POST /login first, then come with its cookie, and its token as a bearer or in the query")
	}
	return greet(name)
}

// member is who asks: cookie and token must be the same person's.
func (q *query) member() (name string, ok bool) {
	cookie, err := q.request.Cookie(sessionCookie)
	if err != nil {
		return "", false
	}
	token, _ := strings.CutPrefix(q.request.Header.Get("Authorization"), "Bearer ")
	if text := q.values.Get("token"); text != "" {
		token = text
	}
	name = q.key.check("session", cookie.Value)
	return name, name != "" && q.key.check("token", token) == name
}

// greet says who is there, then echoes.
func greet(name string) visit {
	hello, _ := json.Marshal(struct { // texts can always be written
		Type string `json:"type"`
		Name string `json:"name"`
	}{"WELCOME", name})
	return func(c *conn) {
		if c.write(1, hello) == nil {
			_ = c.each(c.write)
		}
	}
}
