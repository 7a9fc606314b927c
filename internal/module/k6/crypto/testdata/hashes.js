// Every hash and its HMAC, with the values k6 gives.
import crypto, { hmac } from 'k6/crypto';

export default function () {
  for (const name of ['md4', 'md5', 'ripemd160', 'sha1', 'sha256', 'sha384', 'sha512', 'sha512_224', 'sha512_256']) {
    console.log(name, crypto[name]('hello', 'hex').slice(0, 16), hmac(name, 'k', 'hello', 'hex').slice(0, 16));
  }
// want: md4 866437cb7a794bce b5e7f0d8cdb9dd7b
// want: md5 5d41402abc4b2a76 a0a84896984b647d
// want: ripemd160 108f07b838241261 dee050825fae5df1
// want: sha1 aaf4c61ddcc5e8a2 0b7938d1a2cdcafa
// want: sha256 2cf24dba5fb0a30e 406e4b43f87095aa
// want: sha384 59e1748777448c69 bddef9eb88d3473e
// want: sha512 9b71d224bd62f378 86b6102b754ae558
// want: sha512_224 fe8509ed1fb7dcef 73e674ac785da8d3
// want: sha512_256 e30d87cfa2a75db5 356f0c85a3181f4f
}
