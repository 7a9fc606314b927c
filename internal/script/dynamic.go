package script

import (
	"regexp"

	"github.com/grafana/sobek"
)

// callsImport finds what may be a call of import(): better once too often.
var callsImport = regexp.MustCompile(`\bimport\s*\(`)

// dynamic is import(specifier), for the engine. A module that is not known when
// the first VU's init context is over cannot be had later.
func (i *Instance) dynamic(referrer any, specifier sobek.Value, capability any) {
	record, err := i.later(referrer, specifier.String())
	if err != nil {
		i.rt.FinishLoadingImportModule(referrer, specifier, capability, nil, i.rt.NewGoError(err))
		return
	}
	i.rt.FinishLoadingImportModule(referrer, specifier, capability, record, nil)
}

// later is the module of an import(), linked.
func (i *Instance) later(referrer any, specifier string) (sobek.ModuleRecord, error) {
	s := i.script
	s.mu.Lock()
	defer s.mu.Unlock()
	by := s.of(referrer)
	if by == nil {
		by = s.entry
	}
	record, err := s.imported(by, request{specifier: specifier, whole: true}, false)
	if err == nil {
		err = s.pack()
	}
	if err != nil {
		return nil, err
	}
	if m := s.of(record); m != nil {
		err = s.link(m)
	}
	return record, err
}
