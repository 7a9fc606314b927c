package script

import "strings"

// mention is whether something was found in the first so many modules.
type mention struct {
	found   bool
	modules int
}

// Mentions reports whether a word stands in any source that was read so far:
// whether the script can need what it names. All VUs ask the same, so an answer
// is kept until more is read.
func (s *Script) Mentions(word string) bool {
	return s.any(word, func(source string) bool { return strings.Contains(source, word) })
}

// Assigns reports whether any source seems to assign to a name. It may be wrong
// one way only.
func (s *Script) Assigns(name string) bool {
	return s.any("="+name, func(source string) bool { return mayChange(source, name) })
}

// any asks all sources; key is what the answer is kept under.
func (s *Script) any(key string, found func(source string) bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.mentions[key]
	if m.found || m.modules == len(s.modules) {
		return m.found
	}
	m.modules = len(s.modules)
	for _, each := range s.modules {
		m.found = m.found || found(each.source.Source())
	}
	if s.mentions == nil {
		s.mentions = map[string]mention{}
	}
	s.mentions[key] = m
	return m.found
}
