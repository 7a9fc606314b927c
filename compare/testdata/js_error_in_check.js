import { check } from 'k6'; export default function () { check(1, { c: () => { throw new Error('in check'); } }); }
