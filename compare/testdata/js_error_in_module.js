import { boom } from './lib/throws.js'; export default function () { boom(); }
