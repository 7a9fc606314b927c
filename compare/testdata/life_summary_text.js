// differs: a bad value: 
export default function () {} export function handleSummary() { return 'text'; }
