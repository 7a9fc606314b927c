package x509

import (
	"crypto/x509"
	"encoding/pem"

	"github.com/grafana/sobek"

	"volley/internal/vu"
)

type module struct{}

// New returns the module k6/crypto/x509.
func New() vu.Module { return module{} }

// Names are what a script may import.
func (module) Names() []string { return []string{"getAltNames", "getIssuer", "getSubject", "parse"} }

// New makes a VU's instance.
func (module) New(v *vu.VU) vu.Exports {
	i := &instance{v: v, rt: v.Runtime()}
	return vu.Exports{Named: func(name string) sobek.Value {
		show := i.shows(name)
		return i.rt.ToValue(v.Native(func(call sobek.FunctionCall) sobek.Value {
			return show(i.certificate(call.Argument(0)))
		}))
	}}
}

// instance is what one VU owns.
type instance struct {
	v  *vu.VU
	rt *sobek.Runtime
}

// shows is what a function of that name shows of a certificate.
func (i *instance) shows(name string) func(*x509.Certificate) sobek.Value {
	switch name {
	case "getAltNames":
		return i.altNames
	case "getIssuer":
		return func(c *x509.Certificate) sobek.Value { return i.issuer(c.Issuer) }
	case "getSubject":
		return func(c *x509.Certificate) sobek.Value { return i.subject(c.Subject) }
	}
	return i.whole
}

// certificate is the first one in a script's PEM. It throws if there is none.
func (i *instance) certificate(value sobek.Value) *x509.Certificate {
	var text []byte
	switch {
	case vu.Nothing(value):
	case sobek.IsString(value):
		text = []byte(value.String())
	default:
		data, ok := vu.Bytes(value)
		if !ok {
			i.v.ThrowType("a certificate is PEM, as text or bytes")
		}
		text = data
	}
	block, _ := pem.Decode(text)
	if block == nil {
		i.v.Throwf("failed to decode certificate PEM file")
	}
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		i.v.Throwf("failed to parse certificate: %w", err)
	}
	return c
}
