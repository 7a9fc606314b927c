// differs: a bad value: summary
// differs: a bad value: metric
// differs: a bad value: screen
// differs: sentences: log error
export default function () {}
export function handleSummary() { return { stdout: 5 }; }
