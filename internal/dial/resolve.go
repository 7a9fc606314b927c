package dial

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"strconv"
	"time"
)

// DefaultTTL is how long a name's addresses are kept when DNS.TTL is zero.
const DefaultTTL = 5 * time.Minute

// Forever is a TTL without end.
const Forever time.Duration = 1<<63 - 1

// DNS says how names become addresses. The zero value is k6's default: five
// minutes, a random one, IPv4 preferred.
type DNS struct {
	TTL    time.Duration // 0 means DefaultTTL; below 0, nothing is kept
	Select Select
	Policy Policy
}

// Select is which of several addresses comes first; the others follow, and are
// tried when the first cannot be connected to.
type Select uint8

// The ways to choose, in k6's words.
const (
	SelectRandom Select = iota
	SelectFirst
	SelectRoundRobin
)

// Policy is which kinds of address are used.
type Policy uint8

// The policies, in k6's words.
const (
	PreferIPv4 Policy = iota
	PreferIPv6
	OnlyIPv4
	OnlyIPv6
	AnyIP
)

// ParseSelect reads k6's word for a Select; "" is the default.
func ParseSelect(word string) (Select, error) {
	switch word {
	case "", "random":
		return SelectRandom, nil
	case "first":
		return SelectFirst, nil
	case "roundRobin":
		return SelectRoundRobin, nil
	}
	return 0, fmt.Errorf("dns select %q is none of first, random, roundRobin", word)
}

// ParsePolicy reads k6's word for a Policy; "" is the default.
func ParsePolicy(word string) (Policy, error) {
	switch word {
	case "", "preferIPv4":
		return PreferIPv4, nil
	case "preferIPv6":
		return PreferIPv6, nil
	case "onlyIPv4":
		return OnlyIPv4, nil
	case "onlyIPv6":
		return OnlyIPv6, nil
	case "any":
		return AnyIP, nil
	}
	return 0, fmt.Errorf("dns policy %q is none of preferIPv4, preferIPv6, onlyIPv4, onlyIPv6, any", word)
}

// ParseTTL reads k6's word for a TTL: "inf", a duration ("5m"), or a number of
// milliseconds; "0" keeps nothing, "" is the default.
func ParseTTL(word string) (time.Duration, error) {
	switch word {
	case "":
		return DefaultTTL, nil
	case "inf":
		return Forever, nil
	}
	ttl, err := time.ParseDuration(word)
	if ms, bad := strconv.ParseInt(word, 10, 64); bad == nil {
		ttl, err = time.Duration(ms)*time.Millisecond, nil
	}
	switch {
	case err != nil || ttl < 0:
		return 0, fmt.Errorf(`dns ttl %q is neither a duration nor "inf"`, word)
	case ttl == 0:
		return -1, nil
	}
	return ttl, nil
}

// Lookup answers without blocking, or not at all (ok is false): it knows IP
// literals, the hosts map and names in the cache. The addresses are in the order
// to try them. An error (a blocked name, a blacklisted address) is an answer.
func (d *Dialer) Lookup(host string, port uint16) (addrs []netip.AddrPort, ok bool, err error) {
	addrs, ok, err = d.fixed(host, port)
	if ok {
		return addrs, true, err
	}
	found := d.cache.fresh(host)
	if found == nil {
		return nil, false, nil
	}
	addrs, err = d.choose(host, port, found)
	return addrs, true, err
}

// Resolve is Lookup that asks DNS when it must, and so blocks until ctx is over
// at the latest. Calls for one name at the same time share one question.
func (d *Dialer) Resolve(ctx context.Context, host string, port uint16) ([]netip.AddrPort, error) {
	addrs, ok, err := d.fixed(host, port)
	if ok {
		return addrs, err
	}
	found, err := d.cache.ask(ctx, host)
	if err != nil {
		return nil, err
	}
	return d.choose(host, port, found)
}

// fixed answers what is settled without DNS.
func (d *Dialer) fixed(host string, port uint16) (addrs []netip.AddrPort, ok bool, err error) {
	literal, parseErr := netip.ParseAddr(host)
	if parseErr != nil {
		if pattern, blocked := d.config.Block.Match(host); blocked {
			return nil, true, &Blocked{Host: host, Pattern: pattern}
		}
	}
	if to, ok := d.config.Hosts.Match(host, port); ok {
		addrs = []netip.AddrPort{to}
	} else if parseErr == nil {
		addrs = []netip.AddrPort{netip.AddrPortFrom(literal.Unmap(), port)}
	} else {
		return nil, false, nil
	}
	addrs, err = d.allowed(addrs)
	return addrs, true, err
}

// allowed leaves out blacklisted addresses; it is an error when none remains.
func (d *Dialer) allowed(addrs []netip.AddrPort) ([]netip.AddrPort, error) {
	if len(d.config.Blacklist) == 0 {
		return addrs, nil
	}
	kept := addrs[:0]
	var refused error
	for _, addr := range addrs {
		if err := d.blacklisted(addr.Addr()); err == nil {
			kept = append(kept, addr)
		} else if refused == nil {
			refused = err
		}
	}
	if len(kept) == 0 {
		return nil, refused
	}
	return kept, nil
}

func (d *Dialer) blacklisted(addr netip.Addr) error {
	for _, prefix := range d.config.Blacklist {
		if prefix.Contains(addr.WithZone("")) {
			return &Blacklisted{Addr: addr, Range: prefix.Masked()}
		}
	}
	return nil
}

// choose applies policy and selection to the addresses of a name.
func (d *Dialer) choose(host string, port uint16, found *answer) ([]netip.AddrPort, error) {
	var preferred, rest []netip.AddrPort
	policy := d.config.DNS.Policy
	for _, addr := range found.addrs {
		addr = addr.Unmap()
		with := netip.AddrPortFrom(addr, port)
		first := policy == AnyIP || addr.Is4() == (policy == PreferIPv4 || policy == OnlyIPv4)
		switch {
		case first:
			preferred = append(preferred, with)
		case policy == PreferIPv4 || policy == PreferIPv6:
			rest = append(rest, with)
		}
	}
	by := found.turn.Add(1) - 1
	d.order(preferred, by)
	d.order(rest, by)
	addrs := append(preferred, rest...)
	if len(addrs) == 0 {
		return nil, &net.DNSError{Err: "no address of the kind the dns policy allows", Name: host, IsNotFound: true}
	}
	return d.allowed(addrs)
}

// order puts addrs into the order to try them; turn counts the uses of the name.
func (d *Dialer) order(addrs []netip.AddrPort, turn uint32) {
	if len(addrs) < 2 {
		return
	}
	switch d.config.DNS.Select {
	case SelectRandom:
		rand.Shuffle(len(addrs), func(i, j int) { addrs[i], addrs[j] = addrs[j], addrs[i] })
	case SelectRoundRobin:
		by := turn % uint32(len(addrs))
		copy(addrs, append(append([]netip.AddrPort(nil), addrs[by:]...), addrs[:by]...))
	case SelectFirst:
	}
}

func systemResolver(ctx context.Context, host string) ([]netip.Addr, error) {
	return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
}
