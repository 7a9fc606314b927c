// env: K6_AUTO_EXTENSION_RESOLUTION=false
// differs: sentences: log error
import x from 'k6/nonsense';
export default function () {}
