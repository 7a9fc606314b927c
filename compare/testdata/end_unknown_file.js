// differs: sentences: log error
import x from './nonsense.js';
export default function () {}
