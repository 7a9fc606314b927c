package script

// Source is the text of the entry script, without its types if it has any: for
// reports that say what was run.
func (s *Script) Source() string { return s.entry.source.Source() }
