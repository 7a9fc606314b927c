// differs: sentences: log error
import x from 'bare'; export default function () {}
