import exec from 'k6/execution';
export const options = { vus: 2, iterations: 2, tags: { a: 'b' }, thresholds: { checks: ['rate>0.5'] }, setupTimeout: '7s', userAgent: 'me', summaryTrendStats: ['avg', 'count'] };
export default function () {
  if (exec.scenario.iterationInTest > 0) { return; }
  const o = exec.test.options;
  console.log(JSON.stringify(o.scenarios), JSON.stringify(o.tags), JSON.stringify(o.thresholds), o.setupTimeout, o.userAgent, o.vus, o.iterations, o.duration);
  try { o.tags = 1; } catch (e) { console.log(e.name); }
}
