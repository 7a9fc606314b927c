// What counts as a success is the script's to say.
// env: URL={{URL}}
import http from 'k6/http';

const U = __ENV.URL;

export default function () {
  http.get(`${U}/status/404`);
  http.get(`${U}/status/404`, { responseCallback: http.expectedStatuses(404) });
  http.get(`${U}/status/404`, { responseCallback: null });
  http.setResponseCallback(http.expectedStatuses(201, { min: 500, max: 599 }));
  http.get(`${U}/status/200`);
  http.get(`${U}/status/503`);
  http.setResponseCallback(null);
  http.get(`${U}/status/500`);
  for (const f of [() => http.expectedStatuses(), () => http.expectedStatuses('a'), () => http.expectedStatuses(1, { min: 1 }), () => http.setResponseCallback(5)]) {
    try { f(); } catch (e) { console.log(`${e}`); }
  }
// want: GoError: no arguments
// want: GoError: argument number 1 to expectedStatuses was neither an integer nor an object like {min:100, max:329}
// want: GoError: argument number 2 to expectedStatuses was neither an integer nor an object like {min:100, max:329}
// want: GoError: unsupported argument, expected http.expectedStatuses
}
// want metric: http_reqs 6
// want metric: http_reqs{expected_response:true} 2
// want metric: http_reqs{expected_response:false} 2
// want metric: http_req_failed 0.5
