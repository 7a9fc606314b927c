// flags: --throw
import { Counter } from 'k6/metrics';
const c = new Counter('things');
export default function () { for (const v of ['x', null, NaN]) { try { console.log(c.add(v)); } catch (e) { console.log(String(e)); } } }
