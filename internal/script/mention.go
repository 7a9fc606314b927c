package script

import "strings"

// mention is whether a word was found in the first so many modules.
type mention struct {
	found   bool
	modules int
}

// Mentions reports whether a word stands in any source that was read so far:
// whether the script can need what it names. All VUs ask the same, so an answer
// is kept until more is read.
func (s *Script) Mentions(word string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.mentions[word]
	if m.found || m.modules == len(s.modules) {
		return m.found
	}
	m.modules = len(s.modules)
	for _, each := range s.modules {
		m.found = m.found || strings.Contains(each.source.Source(), word)
	}
	if s.mentions == nil {
		s.mentions = map[string]mention{}
	}
	s.mentions[word] = m
	return m.found
}
