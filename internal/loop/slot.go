package loop

// slots finds connections by token: a place and how often it was used, so that
// an event for a connection that is gone never reaches its successor.
// Owned by one loop.
type slots struct {
	list []slot
	free []uint32
	used int
}

type slot struct {
	conn *Conn
	turn uint32
}

func (s *slots) add(c *Conn) {
	if n := len(s.free); n > 0 {
		c.slot = s.free[n-1]
		s.free = s.free[:n-1]
	} else {
		c.slot = uint32(len(s.list))
		s.list = append(s.list, slot{})
	}
	s.list[c.slot].conn = c
	s.used++
}

func (s *slots) remove(c *Conn) {
	s.list[c.slot] = slot{turn: s.list[c.slot].turn + 1}
	s.free = append(s.free, c.slot)
	s.used--
}

func (s *slots) token(c *Conn) uint64 {
	return uint64(s.list[c.slot].turn)<<32 | uint64(c.slot)
}

func (s *slots) find(token uint64) *Conn {
	i := uint32(token)
	if int(i) >= len(s.list) || s.list[i].turn != uint32(token>>32) {
		return nil
	}
	return s.list[i].conn
}
