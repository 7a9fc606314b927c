package webcrypto

import (
	"crypto/rsa"
	"math/big"
	"slices"

	"github.com/grafana/sobek"

	"volley/internal/web"
)

// keyClass is the standard's CryptoKey (§13).
var keyClass = &web.Class{Name: "CryptoKey", Attributes: []string{"type", "extractable", "algorithm", "usages"}}

// details are what a key knows beside its material.
type details struct {
	hash  *hashing
	curve string
	bits  int // of a secret
}

// key is an instance of CryptoKey.
type key struct {
	web.Base
	details
	scheme      *scheme
	kind        string // "secret", "public" or "private"
	extractable bool
	uses        []string
	// material is a []byte, or a key of crypto/rsa, ecdsa, ed25519 or ecdh.
	material any

	algorithm, usages sobek.Value // made when first read
}

// Get answers for the attributes.
func (k *key) Get(name string) sobek.Value {
	r := k.Realm()
	switch name {
	case "type":
		return r.Runtime().ToValue(k.kind)
	case "extractable":
		return r.Runtime().ToValue(k.extractable)
	case "algorithm":
		if k.algorithm == nil {
			k.algorithm = k.describe(r)
		}
		return k.algorithm
	case "usages":
		if k.usages == nil {
			k.usages = texts(r, k.uses)
		}
		return k.usages
	}
	return k.Base.Get(name)
}

// Set refuses the attributes.
func (k *key) Set(name string, value sobek.Value) bool {
	return !slices.Contains(keyClass.Attributes, name) && k.Base.Set(name, value)
}

func texts(r *web.Realm, list []string) sobek.Value {
	items := make([]any, len(list))
	for n, item := range list {
		items[n] = item
	}
	return r.Runtime().NewArray(items...)
}

// describe is the attribute algorithm.
func (k *key) describe(r *web.Realm) sobek.Value {
	rt := r.Runtime()
	obj := rt.NewObject()
	set := func(name string, value any) { _ = obj.Set(name, value) } // a fresh object takes everything
	set("name", k.scheme.name)
	if public := k.rsa(); public != nil {
		set("modulusLength", public.N.BitLen())
		set("publicExponent", r.Uint8Array(big.NewInt(int64(public.E)).Bytes()))
	}
	if k.hash != nil {
		hash := rt.NewObject()
		_ = hash.Set("name", k.hash.name)
		set("hash", hash)
	}
	if k.bits > 0 {
		set("length", k.bits)
	}
	if k.curve != "" {
		set("namedCurve", k.curve)
	}
	return obj
}

// rsa is the public part of a key of RSA, nil for others.
func (k *key) rsa() *rsa.PublicKey {
	switch m := k.material.(type) {
	case *rsa.PublicKey:
		return m
	case *rsa.PrivateKey:
		return &m.PublicKey
	}
	return nil
}

// allows checks that a key is for an algorithm and a use.
func (k *key) allows(s *scheme, usage string) error {
	if k.scheme != s {
		return invalidAccess("the key is for %s, not for %s", k.scheme.name, s.name)
	}
	if !slices.Contains(k.uses, usage) {
		return invalidAccess("the key has no usage %q", usage)
	}
	return nil
}

// allowed are the usages that a kind of key may have.
func (s *scheme) allowed(kind string) []string {
	switch kind {
	case "public":
		return s.public
	case "private":
		return s.private
	}
	return s.secret
}

// check refuses usages that a key of this kind cannot have.
func (s *scheme) check(kind string, uses []string) error {
	for _, usage := range uses {
		if !slices.Contains(s.allowed(kind), usage) {
			return syntax("a %s key of %s has no usage %q", kind, s.name, usage)
		}
	}
	if kind != "public" && len(uses) == 0 {
		return syntax("a %s key needs a usage", kind)
	}
	return nil
}

// common are the usages in both lists.
func common(a, b []string) (both []string) {
	for _, usage := range a {
		if slices.Contains(b, usage) {
			both = append(both, usage)
		}
	}
	return both
}
