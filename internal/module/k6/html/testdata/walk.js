// Ways from a selection to others.
import { parseHTML } from 'k6/html';

const show = (v) => {
  if (Array.isArray(v)) return `[${v.map(show).join(', ')}]`;
  if (v === null || typeof v !== 'object') return typeof v === 'string' ? JSON.stringify(v) : String(v);
  if (v.toArray) return `${v.size()}:${v.get().map((e) => e.nodeName() + (e.id() && '#' + e.id())).join()}`;
  return v.nodeName ? `<${v.nodeName()}${v.id() && '#' + v.id()}>` : JSON.stringify(v);
};
const said = (f) => { try { console.log(show(f())); } catch (e) { console.log('throws', String(e)); } };
const d = parseHTML(`<!DOCTYPE html><html lang=en><head><title>T</title></head><body class=b>
<div id=d1 class="c1 c2" title=tt data-foo="bar" data-foo-bar='{"a":1}' data-n=3 data-t=true data-nul=null data-arr="[1,2]" data-f=1.50 data-bad="{x" data-empty>Text <b id=b1>bold</b> tail<!-- com --><i id=i1 class=c1>it</i></div>
<p id=p1 class=c1>one</p><p id=p2>two &amp; <span id=s1>three</span></p><ul id=u><li class=x>1</li><li>2</li><li class=x>3</li><li>4</li></ul></body></html>`);
const li = d.find('li');

export default function () {
  said(() => li.find(d.find('.x')));
// want: 0:
  said(() => d.find('ul').find(li.get(1)).text());
// want: "2"
  said(() => d.find(''));
// want: 0:
  said(() => d.find('['));
// want: 0:
  said(() => d.find('p:contains("two")'));
// want: 1:p#p2
  said(() => d.find('p:has(span)'));
// want: 1:p#p2
  said(() => d.find('p').add('li'));
// want: 6:p#p1,p#p2,li,li,li,li
  said(() => d.find('p').add(li));
// want: 6:p#p1,p#p2,li,li,li,li
  said(() => d.find('p').add(li.get(0)));
// want: 3:p#p1,p#p2,li
  said(() => d.find('ul').children());
// want: 4:li,li,li,li
  said(() => d.find('ul').children('.x'));
// want: 2:li,li
  said(() => d.find('#d1').contents());
// want: 5:#text,b#b1,#text,#comment,i#i1
  said(() => d.find('#s1').closest('p'));
// want: 1:p#p2
  said(() => d.find('#s1').closest(d.find('p')));
// want: 1:p#p2
  said(() => d.find('ul,p').has('span'));
// want: 1:p#p2
  said(() => d.find('ul,p').has(d.find('span')));
// want: 1:p#p2
  said(() => d.find('#p1').next());
// want: 1:p#p2
  said(() => d.find('#p1').next('ul'));
// want: 0:
  said(() => d.find('#p1').nextAll());
// want: 2:p#p2,ul#u
  said(() => d.find('#p1').nextAll('ul'));
// want: 1:ul#u
  said(() => d.find('ul').prev());
// want: 1:p#p2
  said(() => d.find('ul').prev('div'));
// want: 0:
  said(() => d.find('ul').prevAll());
// want: 3:p#p2,p#p1,div#d1
  said(() => d.find('ul').prevAll('.c1'));
// want: 2:p#p1,div#d1
  said(() => d.find('#s1').parent());
// want: 1:p#p2
  said(() => d.find('#s1').parent('div'));
// want: 0:
  said(() => d.find('#s1').parents());
// want: 3:p#p2,body,html
  said(() => d.find('#s1').parents('body'));
// want: 1:body
  said(() => d.find('#p1').siblings());
// want: 3:div#d1,p#p2,ul#u
  said(() => d.find('#p1').siblings('p'));
// want: 1:p#p2
  said(() => d.siblings());
// want: 0:
  said(() => d.siblings('p'));
// want: 0:
  said(() => d.find('#d1').nextUntil('ul'));
// want: 2:p#p1,p#p2
  said(() => d.find('#d1').nextUntil('ul', '#p2'));
// want: 1:p#p2
  said(() => d.find('#d1').nextUntil());
// want: 3:p#p1,p#p2,ul#u
  said(() => d.find('#d1').nextUntil(d.find('ul')));
// want: 2:p#p1,p#p2
  said(() => d.find('#d1').nextUntil(d.find('ul').get(0), '#p1'));
// want: 1:p#p1
  said(() => d.find('#d1').nextUntil(null, '#p2'));
// want: 1:p#p2
  said(() => d.find('ul').prevUntil('#d1'));
// want: 2:p#p2,p#p1
  said(() => d.find('ul').prevUntil('#d1', '.c1'));
// want: 1:p#p1
  said(() => d.find('#s1').parentsUntil('body'));
// want: 1:p#p2
  said(() => d.find('#s1').parentsUntil('html', 'body'));
// want: 1:body
  said(() => d.find('#s1').parentsUntil());
// want: 3:p#p2,body,html
}
