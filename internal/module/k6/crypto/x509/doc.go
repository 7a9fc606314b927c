// Package x509 is k6/crypto/x509: what is in a certificate.
//
//	parse(pem)         {subject, issuer, notBefore, notAfter, altNames,
//	                    signatureAlgorithm, fingerPrint, publicKey}
//	getAltNames(pem)   names, mail addresses, IP addresses and URIs
//	getIssuer(pem)     getSubject(pem)
//
// A certificate is PEM, as text or bytes; of several the first one counts. The
// fingerprint is the SHA-1 of its DER, as an array of bytes. Numbers of public
// keys are BigInts.
//
// The one thing to know: nothing here touches the loop; every function is pure,
// and checks no signature and no date.
package x509
