import http from 'k6/http';
export const options = { vus: 2, iterations: 4 };
export function setup() { return http.get(`${__ENV.HTTP}/json`).json('a.b.2.c'); }
export default function (data) { if (data !== 'x') { throw new Error('no data'); } http.post(`${__ENV.HTTP}/echo`, data); }
export function teardown() { console.log(http.get(`${__ENV.HTTP}/status/201`).status); }
