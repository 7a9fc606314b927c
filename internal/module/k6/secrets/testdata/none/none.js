// Without a source there are no secrets.
import secrets from 'k6/secrets';

const said = async (f) => { try { return JSON.stringify(await f()); } catch (e) { return `${e}`; } };

export default async function () {
  console.log(await said(() => secrets.get('user')), await said(() => secrets.source('cool').get('user')));
// want: GoError: no secret sources are configured GoError: no secret sources are configured
}
