// differs: 1.x: log error
import exec from 'k6/execution';
exec.test.abort('in init');
export default function () { console.log('never'); }
