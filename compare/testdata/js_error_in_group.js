import { group } from 'k6'; export default function () { group('g', () => { throw new Error('in group'); }); }
