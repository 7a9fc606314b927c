// Package crypto is k6/crypto: hashes, HMACs, random bytes.
//
//	md4 md5 ripemd160 sha1 sha256 sha384 sha512 sha512_224 sha512_256 (data, encoding)
//	hmac(algorithm, key, data, encoding)   createHash(algorithm)   createHMAC(algorithm, key)
//	hexEncode(data)   randomBytes(n)
//
// Data are strings, ArrayBuffers and views of them. Encodings are hex, base64,
// base64url, base64rawurl, and binary, which is an ArrayBuffer.
//
// The one thing to know: nothing here touches the loop; every function is pure
// but for the hash it feeds.
package crypto
