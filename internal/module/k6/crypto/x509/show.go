package x509

import (
	"crypto/dsa" //lint:ignore SA1019 scripts may meet old certificates
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"time"

	"github.com/grafana/sobek"
)

// pair is a property: objects have theirs in k6's order.
type pair struct {
	name  string
	value any
}

func (i *instance) object(pairs ...pair) *sobek.Object {
	obj := i.rt.NewObject()
	for _, p := range pairs {
		_ = obj.Set(p.name, p.value) // a fresh object takes everything
	}
	return obj
}

func (i *instance) texts(all []string) *sobek.Object {
	items := make([]any, len(all))
	for n, text := range all {
		items[n] = text
	}
	return i.rt.NewArray(items...)
}

// whole is what parse shows.
func (i *instance) whole(c *x509.Certificate) sobek.Value {
	sum := sha1.Sum(c.Raw)
	print := make([]any, len(sum))
	for n, b := range sum {
		print[n] = int(b)
	}
	return i.object(
		pair{"subject", i.subject(c.Subject)},
		pair{"issuer", i.issuer(c.Issuer)},
		pair{"notBefore", c.NotBefore.Format(time.RFC3339)},
		pair{"notAfter", c.NotAfter.Format(time.RFC3339)},
		pair{"altNames", i.altNames(c)},
		pair{"signatureAlgorithm", c.SignatureAlgorithm.String()},
		pair{"fingerPrint", i.rt.NewArray(print...)},
		pair{"publicKey", i.publicKey(c)},
	)
}

func (i *instance) altNames(c *x509.Certificate) sobek.Value {
	all := append(append([]string{}, c.DNSNames...), c.EmailAddresses...)
	for _, ip := range c.IPAddresses {
		all = append(all, ip.String())
	}
	for _, uri := range c.URIs {
		all = append(all, uri.String())
	}
	return i.texts(all)
}

func (i *instance) subject(n pkix.Name) sobek.Value {
	return i.object(
		pair{"commonName", n.CommonName},
		pair{"country", first(n.Country)},
		pair{"postalCode", first(n.PostalCode)},
		pair{"stateOrProvinceName", first(n.Province)},
		pair{"localityName", first(n.Locality)},
		pair{"streetAddress", first(n.StreetAddress)},
		pair{"organizationName", first(n.Organization)},
		pair{"organizationalUnitName", i.texts(n.OrganizationalUnit)},
		pair{"names", i.names(n)},
	)
}

func (i *instance) issuer(n pkix.Name) sobek.Value {
	return i.object(
		pair{"commonName", n.CommonName},
		pair{"country", first(n.Country)},
		pair{"stateOrProvinceName", first(n.Province)},
		pair{"localityName", first(n.Locality)},
		pair{"organizationName", first(n.Organization)},
		pair{"names", i.names(n)},
	)
}

// first is the first of values; "" if there are none.
func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// names are all parts of a name that are text, by object identifier.
func (i *instance) names(n pkix.Name) *sobek.Object {
	var all []any
	for _, part := range n.Names {
		if text, ok := part.Value.(string); ok {
			all = append(all, i.object(pair{"type", part.Type.String()}, pair{"value", text}))
		}
	}
	return i.rt.NewArray(all...)
}

// publicKey is the key; it throws for what k6 has no form for.
func (i *instance) publicKey(c *x509.Certificate) sobek.Value {
	var key *sobek.Object
	switch k := c.PublicKey.(type) {
	case *rsa.PublicKey:
		key = i.object(pair{"n", k.N}, pair{"e", k.E})
	case *ecdsa.PublicKey:
		key = i.curvePoint(k)
	case *dsa.PublicKey:
		parameters := []pair{{"p", k.P}, {"q", k.Q}, {"g", k.G}}
		key = i.object(append([]pair{{"parameters", i.object(parameters...)}}, append(parameters, pair{"y", k.Y})...)...)
	default:
		i.v.Throwf("unsupported public key algorithm")
	}
	return i.object(pair{"algorithm", c.PublicKeyAlgorithm.String()}, pair{"key", key})
}

// curvePoint is a key of ECDSA.
func (i *instance) curvePoint(k *ecdsa.PublicKey) *sobek.Object {
	point, err := k.Bytes() // 4, then both coordinates (SEC 1 §2.3.3)
	if err != nil {
		i.v.Throw(err)
	}
	half := 1 + len(point)/2
	curve := k.Params()
	return i.object(
		pair{"curve", i.object(pair{"name", curve.Name}, pair{"bitSize", curve.BitSize})},
		pair{"x", new(big.Int).SetBytes(point[1:half])},
		pair{"y", new(big.Int).SetBytes(point[half:])},
	)
}
