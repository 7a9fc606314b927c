// Package webcrypto is the global crypto: the Web Cryptography API.
//
// The one thing to know: an algorithm is a scheme, one row of schemes, and what
// it can do are that row's functions. Each has two halves: the first reads the
// script's dictionary on the VU, the second works on bytes alone and may run on
// another goroutine.
//
//	subtle.sign(algorithm, key, data)
//	   │ call.go: arguments by Web IDL, algorithm ─► scheme
//	   │ scheme.sign(params) ─► a function of key and bytes
//	   └ subtle.go: run it, here or beside the loop, and settle the promise
//
// The cryptography is Go's own. What it does not do is refused with a
// NotSupportedError: RSA with another public exponent than 65537, RSA-PSS
// without salt.
//
// A CryptoKey does not change. Everything else belongs to one VU.
package webcrypto
