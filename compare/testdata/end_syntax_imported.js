// differs: sentences: log error
import './lib/bad.js'; export default function () {}
