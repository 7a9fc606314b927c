// The tail of the table in volley: a VU a row, so that no row finds what another
// has left behind, and one that ends by an exception is one row's end. They begin
// one after the other, and their lines go to the console at once.

import exec from 'k6/execution';

export const options = {
  insecureSkipTLSVerify: true,
  scenarios: {
    table: { executor: 'per-vu-iterations', vus: rows.length, iterations: 1, maxDuration: '60s', gracefulStop: '0s' },
  },
};

export default async function () {
  const index = exec.vu.idInTest - 1;
  await new Promise((resolve) => setTimeout(resolve, index * PLAN.between));
  let count = 0;
  await runRow(index, (line) => console.log(JSON.stringify([index, count++, line])));
}
