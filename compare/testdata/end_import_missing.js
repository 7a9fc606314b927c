// differs: sentences: console info: loaded
// differs: sentences: log error
import { nonsense } from './lib/esm.js'; export default function () {}
