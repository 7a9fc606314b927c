package dial

import (
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// Hosts are names with fixed addresses: "host", "host:port" or "*.domain", each
// standing for an IP, with another port if one is given.
// Immutable after ParseHosts.
type Hosts struct {
	exact map[string]hostAddr // "host" and "host:port"
	wild  []wildHost          // longest suffix first
}

type hostAddr struct {
	addr netip.Addr
	port uint16 // 0: the port asked for
}

type wildHost struct {
	pattern wildcard
	port    string // "" matches any
	to      hostAddr
}

// ParseHosts reads a hosts map as scripts write it.
func ParseHosts(table map[string]string) (Hosts, error) {
	h := Hosts{exact: make(map[string]hostAddr, len(table))}
	for name, value := range table {
		to, err := parseHostAddr(value)
		if err != nil {
			return Hosts{}, fmt.Errorf("hosts: %q: %w", name, err)
		}
		name = strings.ToLower(name)
		host, port := name, ""
		if at, p, err := net.SplitHostPort(name); err == nil {
			host, port = at, p
		}
		if !strings.Contains(host, "*") {
			h.exact[name] = to
			continue
		}
		pattern, err := parseWildcard(host)
		if err != nil {
			return Hosts{}, fmt.Errorf("hosts: %w", err)
		}
		h.wild = append(h.wild, wildHost{pattern, port, to})
	}
	slices.SortFunc(h.wild, func(a, b wildHost) int {
		if d := len(b.pattern) - len(a.pattern); d != 0 {
			return d
		}
		if d := len(b.port) - len(a.port); d != 0 {
			return d
		}
		return strings.Compare(string(a.pattern)+a.port, string(b.pattern)+b.port)
	})
	return h, nil
}

func parseHostAddr(value string) (hostAddr, error) {
	if addr, err := netip.ParseAddr(strings.Trim(value, "[]")); err == nil {
		return hostAddr{addr: addr.Unmap()}, nil
	}
	with, err := netip.ParseAddrPort(value)
	if err != nil {
		return hostAddr{}, fmt.Errorf("%q is neither an IP address nor IP:port", value)
	}
	return hostAddr{addr: with.Addr().Unmap(), port: with.Port()}, nil
}

// Match is the address for host:port: the exact name with its port first, then
// the name, then the longest wildcard.
func (h Hosts) Match(host string, port uint16) (netip.AddrPort, bool) {
	if len(h.exact) == 0 && len(h.wild) == 0 {
		return netip.AddrPort{}, false
	}
	host = strings.ToLower(host)
	number := strconv.Itoa(int(port))
	to, ok := h.exact[net.JoinHostPort(host, number)]
	if !ok {
		to, ok = h.exact[host]
	}
	for i := 0; i < len(h.wild) && !ok; i++ {
		w := &h.wild[i]
		if w.pattern.match(host) && (w.port == "" || w.port == number) {
			to, ok = w.to, true
		}
	}
	if to.port != 0 {
		port = to.port
	}
	return netip.AddrPortFrom(to.addr, port), ok
}

// Patterns are host names that must not be connected to: "host" or "*.domain".
// Immutable after ParsePatterns.
type Patterns struct {
	exact map[string]bool
	wild  []wildcard // longest first
}

// ParsePatterns reads a list of blocked host names.
func ParsePatterns(list []string) (Patterns, error) {
	p := Patterns{exact: make(map[string]bool, len(list))}
	for _, entry := range list {
		name := strings.ToLower(strings.TrimSpace(entry))
		switch {
		case name == "":
			return Patterns{}, fmt.Errorf("blocked host name is empty")
		case !strings.Contains(name, "*"):
			p.exact[name] = true
		default:
			w, err := parseWildcard(name)
			if err != nil {
				return Patterns{}, fmt.Errorf("blocked host name: %w", err)
			}
			p.wild = append(p.wild, w)
		}
	}
	slices.SortFunc(p.wild, func(a, b wildcard) int { return len(b) - len(a) })
	return p, nil
}

// Match is the pattern that blocks host, if one does.
func (p Patterns) Match(host string) (pattern string, blocked bool) {
	host = strings.ToLower(host)
	if p.exact[host] {
		return host, true
	}
	for _, w := range p.wild {
		if w.match(host) {
			return "*" + string(w), true
		}
	}
	return "", false
}

// ParseBlacklist reads address ranges (CIDR) or single addresses.
func ParseBlacklist(list []string) ([]netip.Prefix, error) {
	var ranges []netip.Prefix
	for _, entry := range list {
		if addr, err := netip.ParseAddr(entry); err == nil {
			ranges = append(ranges, netip.PrefixFrom(addr, addr.BitLen()))
			continue
		}
		prefix, err := netip.ParsePrefix(entry)
		if err != nil {
			return nil, fmt.Errorf("%q is neither an IP address nor a range like 10.0.0.0/8", entry)
		}
		ranges = append(ranges, prefix.Masked())
	}
	return ranges, nil
}

// wildcard is what follows the asterisk of a pattern.
type wildcard string

func parseWildcard(name string) (wildcard, error) {
	rest, ok := strings.CutPrefix(name, "*")
	if !ok || strings.Contains(rest, "*") {
		return "", fmt.Errorf("%q: an asterisk may stand only at the beginning", name)
	}
	return wildcard(rest), nil
}

func (w wildcard) match(host string) bool {
	return len(host) > len(w) && strings.HasSuffix(host, string(w))
}
