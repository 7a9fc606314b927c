package script

// Text is the entry script, without its types if it has any: for reports that
// say what was run.
func (s *Script) Text() string { return s.entry.source.Source() }
