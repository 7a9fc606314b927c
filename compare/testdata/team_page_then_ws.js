import http from 'k6/http';
import { parseHTML } from 'k6/html';
import { WebSocket } from 'k6/websockets';
import { check, group } from 'k6';
export const options = { iterations: 1, thresholds: { 'http_req_duration{group:::page}': ['max<5000'], 'checks{group:::page}': ['rate==1'] } };
const page = '<!doctype html><title>Chat &amp; more</title><meta name="csrf" content="t&quot;k"><form action="/x" method=post><input name=a value=1><input type=hidden name=csrf value="tok"><select name=s><option>o1<option selected value=2>o2</select></form><ul id=rooms><li data-room="a" class="x y">A <b>bold</b></li><li data-room=b>B</li></ul><script>window.WS = {"path":"/count?n=2"}</script>';
export default function () {
  const base = __ENV.URL.replace('ws', 'http');
  let path;
  group('page', () => {
    const rs = http.batch([['GET', `${base}/`], ['GET', `${base}/status?code=404`, null, { responseCallback: http.expectedStatuses(404), tags: { name: 'missing' } }]]);
    check(rs, { both: (rs) => rs.map((r) => r.status).join() === '200,404' });
    const doc = parseHTML(page);
    const rooms = doc.find('#rooms li').map((i, el) => `${i}:${el.data('room')}:${el.text()}`);
    console.log(rooms.join('|'), doc.find('title').text(), doc.find('meta[name=csrf]').attr('content'), doc.find('li').first().hasClass('y'), doc.find('form').serialize(), JSON.stringify(doc.find('form').serializeObject()), doc.find('[name=csrf]').val(), doc.find('nope').attr('x', 'dflt'), doc.find('li').size(), doc.find('li').last().html());
    doc.find('li').each((i, el) => console.log(i, el.nodeName(), el.attributes()['data-room'].value, el.innerHTML()));
    path = JSON.parse(/WS = (\{.*?\})</.exec(doc.find('script').html() + '<')[1]).path;
  });
  const s = new WebSocket(__ENV.URL + path);
  s.onmessage = (e) => console.log(e.data);
  s.onclose = (e) => console.log(e.code);
}
