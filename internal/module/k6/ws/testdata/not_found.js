// env: URL={{URL}}
import ws from 'k6/ws';
export default function () {
  const res = ws.connect(__ENV.URL + '/status?code=404', () => console.log('never'));
  console.log(res.status, res.error === '', res.url === '');
}
// want: 404 true true
