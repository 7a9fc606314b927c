// differs: calls `exec.test.abort`: screen
// differs: calls `exec.test.abort`: metric iteration
// differs: 1.x: log error
import exec from 'k6/execution'; import { group } from 'k6'; export default function () { group('g', () => { try { exec.test.abort('in group'); } catch (e) { console.log('never'); } finally { console.log('never'); } }); }
