package dial

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"net/netip"
	"strings"
)

// Locals are addresses of this machine to connect from. However many there are,
// they are kept as ranges: an IPv6 network has 2⁶⁴ addresses.
// Immutable after ParseLocals.
type Locals struct {
	ranges []localRange
	total  uint64
}

type localRange struct {
	first netip.Addr
	count uint64
}

// ParseLocals reads addresses, ranges (a-b) and networks (CIDR), with commas
// between them. As in k6, the first and the last address of an IPv4 network,
// which are nobody's, are left out.
func ParseLocals(text string) (Locals, error) {
	var l Locals
	for word := range strings.SplitSeq(text, ",") {
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		r, err := parseLocal(word)
		if err != nil {
			return Locals{}, err
		}
		sum, carry := bits.Add64(l.total, r.count, 0)
		if carry != 0 {
			sum = math.MaxUint64
		}
		l.ranges, l.total = append(l.ranges, r), sum
	}
	return l, nil
}

// Len is how many addresses there are; at most 2⁶⁴-1.
func (l Locals) Len() uint64 { return l.total }

// At is the n-th address, counted from 0 and round again after the last. There
// must be one.
func (l Locals) At(n uint64) netip.Addr {
	n %= l.total
	for _, r := range l.ranges {
		if n < r.count {
			return plus(r.first, n)
		}
		n -= r.count
	}
	panic("dial: the ranges do not sum up")
}

// Of is the address of a VU, as in k6 by its number from 1 on; who has no number
// has the first address. It is the zero Addr if there are none.
func (l Locals) Of(vu int64) netip.Addr {
	if l.total == 0 {
		return netip.Addr{}
	}
	return l.At(uint64(max(vu, 1) - 1))
}

func parseLocal(word string) (localRange, error) {
	wrong := fmt.Errorf("%q is not an address, a range such as 10.0.0.1-10.0.0.9, or a network such as 10.0.0.0/24", word)
	if strings.Contains(word, "/") {
		network, err := netip.ParsePrefix(word)
		if err != nil {
			return localRange{}, wrong
		}
		return addressesOf(network.Masked()), nil
	}
	from, to, isRange := strings.Cut(word, "-")
	if !isRange {
		to = from
	}
	first, err := netip.ParseAddr(strings.TrimSpace(from))
	if err != nil {
		return localRange{}, wrong
	}
	last, err := netip.ParseAddr(strings.TrimSpace(to))
	switch first, last = first.Unmap(), last.Unmap(); {
	case err != nil || first.BitLen() != last.BitLen() || first.Zone() != last.Zone():
		return localRange{}, wrong
	case last.Less(first):
		return localRange{}, fmt.Errorf("%q is a range that ends before it begins", word)
	}
	return localRange{first, between(first, last)}, nil
}

// addressesOf are the addresses of a network that a machine can have.
func addressesOf(network netip.Prefix) localRange {
	first, host := network.Addr(), network.Addr().BitLen()-network.Bits()
	switch {
	case host >= 64:
		return localRange{first, math.MaxUint64}
	case first.Is4() && host > 1: // the network's own address, and the broadcast (RFC 3021 for /31)
		return localRange{first.Next(), 1<<host - 2}
	}
	return localRange{first, 1 << host}
}

// between is how many addresses there are from first to last.
func between(first, last netip.Addr) uint64 {
	a, b := first.As16(), last.As16()
	low, borrow := bits.Sub64(binary.BigEndian.Uint64(b[8:]), binary.BigEndian.Uint64(a[8:]), 0)
	high, _ := bits.Sub64(binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(a[:8]), borrow)
	if high != 0 || low == math.MaxUint64 {
		return math.MaxUint64
	}
	return low + 1
}

// plus is the n-th address after a.
func plus(a netip.Addr, n uint64) netip.Addr {
	b := a.As16()
	low, carry := bits.Add64(binary.BigEndian.Uint64(b[8:]), n, 0)
	binary.BigEndian.PutUint64(b[8:], low)
	binary.BigEndian.PutUint64(b[:8], binary.BigEndian.Uint64(b[:8])+carry)
	return netip.AddrFrom16(b).Unmap().WithZone(a.Zone())
}
