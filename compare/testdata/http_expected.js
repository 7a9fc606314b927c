import http from 'k6/http';
export const options = { vus: 1, iterations: 1 };
const H = __ENV.HTTP;
export default function () {
  http.get(`${H}/status/404`);
  http.get(`${H}/status/404`, { responseCallback: http.expectedStatuses(404) });
  http.get(`${H}/status/404`, { responseCallback: null });
  http.setResponseCallback(http.expectedStatuses(201, { min: 500, max: 599 }));
  http.get(`${H}/status/200`);
  http.get(`${H}/status/503`);
  http.setResponseCallback(null);
  http.get(`${H}/status/500`);
  for (const f of [() => http.expectedStatuses(), () => http.setResponseCallback(5)]) {
    try { f(); } catch (e) { console.log(`${e}`); }
  }
}
