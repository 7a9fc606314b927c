import http from 'k6/http';
export const options = {
  vus: 1, iterations: 3,
  thresholds: { http_reqs: ['count==6'], 'http_req_failed{name:bad}': ['rate==1'], http_req_failed: ['rate<0.1'], 'http_req_duration{expected_response:true}': ['max<60000'] },
};
export default function () {
  http.get(`${__ENV.HTTP}/status/200`, { tags: { name: 'good' } });
  http.get(`${__ENV.HTTP}/status/500`, { tags: { name: 'bad' } });
}
