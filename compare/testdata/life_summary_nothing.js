export default function () {}
export function handleSummary() {}
