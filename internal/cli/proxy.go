package cli

import (
	"cmp"
	"net/url"

	"golang.org/x/net/http/httpproxy"
)

// proxy is what the environment says of proxies, as curl and Go's programs read
// it: HTTP_PROXY is for ws, HTTPS_PROXY for wss, ALL_PROXY for what has none of
// its own, and NO_PROXY names what is reached without, as this machine always
// is. Lower-case names win. It is nil if there is no proxy.
func (e environment) proxy() func(*url.URL) (*url.URL, error) {
	_, all := e.first("all_proxy", "ALL_PROXY")
	_, plain := e.first("http_proxy", "HTTP_PROXY")
	_, secure := e.first("https_proxy", "HTTPS_PROXY")
	_, none := e.first("no_proxy", "NO_PROXY")
	c := httpproxy.Config{HTTPProxy: cmp.Or(plain, all), HTTPSProxy: cmp.Or(secure, all), NoProxy: none}
	if c.HTTPProxy == "" && c.HTTPSProxy == "" {
		return nil
	}
	return c.ProxyFunc()
}
