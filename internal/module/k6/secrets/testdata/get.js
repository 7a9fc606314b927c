// Secrets of the default source and of a named one.
import secrets, { get } from 'k6/secrets';

const said = async (f) => { try { return JSON.stringify(await f()); } catch (e) { return `${e}`; } };
console.log(Object.keys(secrets).sort().join(), await said(() => get('user')));
// want: get,source "ann"

export default async function () {
  console.log(secrets.get('user') instanceof Promise, await said(() => secrets.get('user')), await said(() => secrets.get('empty')));
// want: true "ann" ""
  console.log(await said(() => secrets.source('cool').get('user')), await said(() => secrets.source('default').get('user')));
// want: "bob" "ann"
  for (const key of ['nope', '', undefined, 5]) console.log(await said(() => secrets.get(key)));
// want: GoError: no value for the secret "nope"
// want: GoError: no value for the secret ""
// want: GoError: no value for the secret ""
// want: GoError: no value for the secret "5"
  const none = secrets.source('none');
  console.log(Object.keys(none).join(), await said(() => none.get('user')));
// want: get GoError: no secret source with name "none" is configured
  console.log(await said(() => secrets.source().get('user')));
// want: GoError: no secret source with name "" is configured
}
