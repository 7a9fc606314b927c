package metric

import (
	"strconv"
	"time"
)

// Stamp writes instants as RFC 3339 has them. Most samples share their second
// with the one before, and with it all but the fraction.
//
// Owned by one loop.
type Stamp struct {
	Zone *time.Location // nil means time.Local

	known  bool
	second int64
	text   []byte // 2006-01-02T15:04:05
	zone   []byte // Z or +01:00
}

// Append appends t to b; with its fraction, as far as that is not zero, if
// nanoseconds is true.
func (s *Stamp) Append(b []byte, t Time, nanoseconds bool) []byte {
	second, fraction := int64(t)/1e9, int64(t)%1e9
	if fraction < 0 {
		second, fraction = second-1, fraction+1e9
	}
	if !s.known || second != s.second {
		s.turn(second)
	}
	b = append(b, s.text...)
	if nanoseconds && fraction > 0 {
		at := len(b)
		b = strconv.AppendInt(b, 1e9+fraction, 10) // ten digits: the first keeps the zeros after it
		b[at] = '.'
		for b[len(b)-1] == '0' {
			b = b[:len(b)-1]
		}
	}
	return append(b, s.zone...)
}

// turn writes another second.
func (s *Stamp) turn(second int64) {
	zone := s.Zone
	if zone == nil {
		zone = time.Local
	}
	t := time.Unix(second, 0).In(zone)
	s.text = t.AppendFormat(s.text[:0], "2006-01-02T15:04:05")
	s.zone = t.AppendFormat(s.zone[:0], "Z07:00")
	s.second, s.known = second, true
}
