package option

import (
	"crypto/tls"
	"encoding/json"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// dns is how names are looked up: an object in scripts, k=v,k=v elsewhere. Parts
// that are not given have their defaults.
var dns = kind[DNS]{
	word: "dns",
	json: func(r reader, value raw) DNS {
		d := defaultDNS
		readObject(r, value, func(key string, r reader, value raw) bool {
			word := string(value)
			if s, ok := asString(value); ok {
				word = s
			}
			return d.set(r, key, word)
		})
		return d
	},
	text: func(r reader, word string) DNS {
		d := defaultDNS
		for _, pair := range splitList(word) {
			key, value, _ := strings.Cut(pair, "=")
			if !d.set(r.at(key), key, value) {
				r.fault(strconv.Quote(pair), "is not ttl=…, select=… or policy=…")
			}
		}
		return d
	},
	show: func(d DNS) any {
		ttl := d.TTL.String()
		if d.TTL == Forever {
			ttl = "inf"
		}
		return shownDNS{&ttl, &d.Select, &d.Policy}
	},
	blank: shownDNS{},
}

var defaultDNS = DNS{TTL: 5 * 60e9, Select: "random", Policy: "preferIPv4"}

type shownDNS struct {
	TTL    *string `json:"ttl"`
	Select *string `json:"select"`
	Policy *string `json:"policy"`
}

// set reads one part; false if there is no such part.
func (d *DNS) set(r reader, key, word string) bool {
	oneOf := func(field *string, names ...string) {
		*field = word
		if !slices.Contains(names, word) {
			r.fault(strconv.Quote(word), "is not one of "+strings.Join(names, ", "))
		}
	}
	switch key {
	case "ttl":
		ttl, err := ParseDuration(word)
		switch {
		case word == "inf":
			ttl = Forever
		case err != nil:
			r.fault(strconv.Quote(word), "is not inf, 0 or a duration")
		case ttl < 0:
			r.fault(strconv.Quote(word), "is below 0")
		}
		d.TTL = ttl
	case "select":
		oneOf(&d.Select, "first", "random", "roundRobin")
	case "policy":
		oneOf(&d.Policy, "preferIPv4", "preferIPv6", "onlyIPv4", "onlyIPv6", "any")
	default:
		return false
	}
	return true
}

// hosts are names with fixed addresses.
var hosts = kind[map[string]string]{
	word: "json",
	json: readTexts,
	check: func(r reader, names map[string]string) {
		for name, address := range names {
			if _, err := netip.ParseAddr(address); err == nil {
				continue
			}
			if _, err := netip.ParseAddrPort(address); err != nil {
				r.at(name).fault(strconv.Quote(address), "is not an address, such as 127.0.0.1 or 127.0.0.1:8080")
			}
		}
	},
}

// prefixes are ranges of addresses.
var prefixes = kind[[]prefix]{
	word: "list",
	json: func(r reader, value raw) []prefix {
		list := []prefix{}
		readArray(r, value, func(r reader, value raw) {
			word, ok := asString(value)
			if !ok {
				r.fault(string(value), "is not a string")
				return
			}
			list = append(list, readPrefix(r, word))
		})
		return list
	},
	text: func(r reader, word string) []prefix {
		list := []prefix{}
		for _, w := range splitList(word) {
			list = append(list, readPrefix(r, w))
		}
		return list
	},
	join: func(a, b []prefix) []prefix { return append(a, b...) },
}

func readPrefix(r reader, word string) prefix {
	p, err := netip.ParsePrefix(word)
	if err != nil {
		r.fault(strconv.Quote(word), "is not a range of addresses, such as 10.0.0.0/8")
	}
	return p
}

// patterns are names that may begin with a wildcard.
var patterns = func() kind[[]string] {
	k := list
	k.check = func(r reader, names []string) {
		for _, name := range names {
			if !patternForm().MatchString(name) {
				r.fault(strconv.Quote(name), "is not a name that may begin with *")
			}
		}
	}
	return k
}()

// patternForm knows all letters and digits there are: it is compiled when a
// name asks for it.
var patternForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\*|(\*\.?)?[\pL\pN_-]+(\.[\pL\pN_-]+)*\.?)$`)
})

// tlsVersion is one version, or the lowest and the highest.
var tlsVersion = kind[TLSVersion]{
	word: "json",
	json: func(r reader, value raw) (v TLSVersion) {
		if _, ok := asString(value); ok {
			only := readVersion(r, value)
			return TLSVersion{only, only}
		}
		readObject(r, value, func(key string, r reader, value raw) bool {
			switch key {
			case "min":
				v.Min = readVersion(r, value)
			case "max":
				v.Max = readVersion(r, value)
			default:
				return false
			}
			return true
		})
		return v
	},
	check: func(r reader, v TLSVersion) {
		if v.Min != "" && v.Max != "" && v.Min > v.Max {
			r.fault("", "allows none: "+v.Min+" is above "+v.Max)
		}
	},
	show: func(v TLSVersion) any {
		return map[string]string{"min": v.Min, "max": v.Max}
	},
}

func readVersion(r reader, value raw) string {
	v := readString(r, value)
	if v != "" && !slices.Contains([]string{"tls1.0", "tls1.1", "tls1.2", "tls1.3"}, v) {
		r.fault(strconv.Quote(v), "is not one of tls1.0, tls1.1, tls1.2, tls1.3")
	}
	return v
}

// cipherSuites are names as Go has them.
var cipherSuites = func() kind[[]string] {
	k := list
	k.text = nil // k6 expects numbers there, which nobody can know
	k.check = func(r reader, names []string) {
		known := slices.Concat(tls.CipherSuites(), tls.InsecureCipherSuites())
		for _, name := range names {
			if !slices.ContainsFunc(known, func(c *tls.CipherSuite) bool { return c.Name == name }) {
				r.fault(strconv.Quote(name), "is not a TLS cipher suite")
			}
		}
	}
	return k
}()

// tlsAuth are client certificates.
var tlsAuth = kind[[]TLSAuth]{
	word: "json",
	json: func(r reader, value raw) []TLSAuth {
		list := []TLSAuth{}
		readArray(r, value, func(r reader, value raw) { list = append(list, readTLSAuth(r, value)) })
		return list
	},
	show: func(list []TLSAuth) any {
		shown := []map[string]any{}
		for _, a := range list {
			shown = append(shown, map[string]any{"domains": a.Domains, "cert": a.Cert, "key": a.Key, "password": json.RawMessage("null")})
		}
		return shown
	},
}

func readTLSAuth(r reader, value raw) (a TLSAuth) {
	readObject(r, value, func(key string, r reader, value raw) bool {
		switch key {
		case "cert":
			a.Cert = readString(r, value)
		case "key":
			a.Key = readString(r, value)
		case "password":
			a.Password = readString(r, value)
		case "domains":
			a.Domains = readList(r, value)
		default:
			return false
		}
		return true
	})
	if a.Cert == "" || a.Key == "" {
		r.fault("", "has no cert or no key")
	}
	return a
}
