// The tail of the table in volley: an iteration a row, so that one that ends by
// an exception is one row's end. Lines go to the console at once.

import exec from 'k6/execution';

export const options = {
  insecureSkipTLSVerify: true,
  scenarios: {
    table: { executor: 'shared-iterations', vus: Math.min(PLAN.atOnce, rows.length), iterations: rows.length, maxDuration: '50s', gracefulStop: '0s' },
  },
};

export default async function () {
  const index = exec.scenario.iterationInTest;
  let count = 0;
  await runRow(index, (line) => console.log(JSON.stringify([index, count++, line])));
}
