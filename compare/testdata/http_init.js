import http from 'k6/http';
export const options = { vus: 1, iterations: 1 };
const said = [];
for (const f of [() => http.get(__ENV.HTTP), () => http.batch([__ENV.HTTP]), () => http.cookieJar()]) {
  try { f(); } catch (e) { said.push(`${e}`); }
}
export default function () { console.log(said.join('\n')); }
