package run

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"

	"github.com/youmark/pkcs8"

	"volley/internal/dial"
	"volley/internal/option"
)

// certificates are the client's. The error joins all faults.
func certificates(o *option.Options) ([]dial.Certificate, error) {
	var (
		list   []dial.Certificate
		faults []error
	)
	for i, auth := range o.TLSAuth {
		pair, err := keyPair(auth)
		if err != nil {
			faults = append(faults, option.Invalid{
				Field: fmt.Sprintf("tlsAuth.%d", i), Origin: o.Origin("tlsAuth").Text,
				Why: "cannot be used: " + err.Error(),
			})
		}
		list = append(list, dial.Certificate{Certificate: pair, Domains: auth.Domains})
	}
	return list, errors.Join(faults...)
}

// keyPair is a client certificate, whose key may be encrypted.
func keyPair(a option.TLSAuth) (tls.Certificate, error) {
	key, err := decrypt([]byte(a.Key), []byte(a.Password))
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.X509KeyPair([]byte(a.Cert), key)
}

// decrypt makes plain PEM of a key that is encrypted in PEM's own old way (RFC
// 1421), the only one k6 knows, or in that of PKCS #8 (RFC 5958), which is what
// openssl writes.
func decrypt(text, password []byte) ([]byte, error) {
	block, err := keyBlock(text)
	switch {
	case err != nil:
		return nil, err
	case block.Type == "ENCRYPTED PRIVATE KEY":
		if len(password) == 0 {
			return nil, errLocked
		}
		key, err := pkcs8.ParsePKCS8PrivateKey(block.Bytes, password)
		if err != nil {
			return nil, fmt.Errorf("decrypt the key: %w", err)
		}
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			return nil, fmt.Errorf("decrypt the key: %w", err)
		}
		return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
	case block.Headers["DEK-Info"] != "": // RFC 1421 §4.6.1.3
		if len(password) == 0 {
			return nil, errLocked
		}
		//lint:ignore SA1019 keys encrypted this way are weak, and are what users have
		plain, err := x509.DecryptPEMBlock(block, password)
		if err != nil {
			return nil, fmt.Errorf("decrypt the key: %w", err)
		}
		return pem.EncodeToMemory(&pem.Block{Type: cmp.Or(block.Type, "PRIVATE KEY"), Bytes: plain}), nil
	}
	return text, nil // a password that is not needed does no harm
}

var errLocked = errors.New("the key is encrypted, and there is no password")

// keyBlock is the first block that is a key: parameters of a curve may precede
// it.
func keyBlock(text []byte) (*pem.Block, error) {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if strings.HasSuffix(block.Type, "PRIVATE KEY") {
			return block, nil
		}
	}
	return nil, errors.New("the key is not PEM")
}
