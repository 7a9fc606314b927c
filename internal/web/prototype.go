package web

import (
	"maps"
	"slices"

	"github.com/grafana/sobek"
)

// prototype is a class's prototype object: it makes a member when it is first
// read, and keeps what a script writes over it.
type prototype struct {
	r    *Realm
	c    *Class
	m    *made
	made map[string]sobek.Value
}

// Get returns a member; nil sends the engine on to the parent's prototype.
func (p *prototype) Get(key string) sobek.Value {
	if value, ok := p.made[key]; ok {
		return value
	}
	if key == "constructor" {
		return p.r.Constructor(p.c)
	}
	if method := p.c.Methods[key]; method != nil {
		fn := p.r.method(key, p.c.Lengths[key], method)
		p.Set(key, fn)
		return fn
	}
	if constant, ok := p.c.Constants[key]; ok {
		return p.r.rt.ToValue(constant)
	}
	return nil
}

// Set lets a script replace or add a member.
func (p *prototype) Set(key string, value sobek.Value) bool {
	if _, constant := p.c.Constants[key]; constant {
		return false
	}
	if p.made == nil {
		p.made = map[string]sobek.Value{}
	}
	p.made[key] = value
	return true
}

// Has reports whether the class has the member, attributes included: 'url' in
// socket must be true.
func (p *prototype) Has(key string) bool {
	if _, ok := p.made[key]; ok {
		return true
	}
	_, constant := p.c.Constants[key]
	return constant || key == "constructor" || p.c.Methods[key] != nil || !p.m.exposed && slices.Contains(p.c.Attributes, key)
}

// Delete removes what a script wrote.
func (p *prototype) Delete(key string) bool {
	delete(p.made, key)
	return true
}

// Keys are all members, in a steady order.
func (p *prototype) Keys() []string {
	keys := slices.Clone(p.c.Attributes)
	keys = slices.AppendSeq(keys, maps.Keys(p.c.Methods))
	keys = slices.AppendSeq(keys, maps.Keys(p.c.Constants))
	for key := range p.made {
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}
