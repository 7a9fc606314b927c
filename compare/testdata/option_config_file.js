// flags: --config lib/config.json
import exec from 'k6/execution';
export const options = { tags: { from: 'script' } };
export default function () { console.log(exec.test.options.userAgent, JSON.stringify(exec.test.options.tags)); }
