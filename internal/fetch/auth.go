package fetch

import (
	"net/http"

	"github.com/Azure/go-ntlmssp"
	"github.com/icholy/digest"
)

// authorized puts the request's scheme around the transport. Both schemes ask
// twice: the first answer's challenge is a hop like any other.
func authorized(r *Request, t http.RoundTripper) http.RoundTripper {
	if r.URL.User == nil {
		return t
	}
	name := r.URL.User.Username()
	password, _ := r.URL.User.Password()
	switch r.Auth {
	case AuthDigest:
		return &digest.Transport{Username: name, Password: password, Transport: t}
	case AuthNTLM:
		return named{name, password, ntlmssp.Negotiator{RoundTripper: t}}
	case AuthBasic:
	}
	return t
}

// named gives the negotiator its credentials, which it takes from basic ones.
type named struct {
	name, password string
	next           http.RoundTripper
}

// RoundTrip is one request with its negotiation.
func (n named) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.SetBasicAuth(n.name, n.password)
	return n.next.RoundTrip(req)
}
