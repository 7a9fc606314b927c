// differs: sentences: log error
export default function () {} export function handleSummary() { return { '/nonexistent/dir/file': 'x' }; }
