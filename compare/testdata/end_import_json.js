// differs: importing JSON is a syntax error: exit
// differs: importing JSON is a syntax error: no summary
// differs: importing JSON is a syntax error: metric
// differs: importing JSON is a syntax error: screen
// differs: importing JSON is a syntax error: log error
import x from './lib/data.json'; export default function () {}
