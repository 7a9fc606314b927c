// differs: also silences: metric
// differs: also silences: threshold
// differs: also silences: no summary
// flags: --summary-mode disabled
export const options = { iterations: 1, thresholds: { iterations: ['count>5'] } };
export default function () {}
export function handleSummary() { console.log('never'); return { stdout: 'never' }; }
