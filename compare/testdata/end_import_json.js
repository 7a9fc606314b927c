// differs: sentences: log error
import x from './lib/data.json'; export default function () {}
