// What is no certificate.
import { getSubject, parse } from 'k6/crypto/x509';

const said = (f) => { try { return JSON.stringify(f()); } catch (e) { return `${e}`; } };
const ec = open('ec.pem', 'b'), ed = open('ed.pem');

export default function () {
  for (const bad of [undefined, null, '', 'x', new ArrayBuffer(3)]) console.log(said(() => parse(bad)));
// want: GoError: failed to decode certificate PEM file
// want: GoError: failed to decode certificate PEM file
// want: GoError: failed to decode certificate PEM file
// want: GoError: failed to decode certificate PEM file
// want: GoError: failed to decode certificate PEM file
  for (const bad of [5, {}, [1], () => {}]) console.log(said(() => getSubject(bad)));
// want: TypeError: a certificate is PEM, as text or bytes
// want: TypeError: a certificate is PEM, as text or bytes
// want: TypeError: a certificate is PEM, as text or bytes
// want: TypeError: a certificate is PEM, as text or bytes
  console.log(said(() => parse('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')));
// want: GoError: failed to parse certificate: x509: malformed certificate
  console.log(said(() => parse(ed)));
// want: GoError: unsupported public key algorithm
  console.log(getSubject(ec).commonName, getSubject(new Uint8Array(ec)).commonName);
// want: ec ec
}
