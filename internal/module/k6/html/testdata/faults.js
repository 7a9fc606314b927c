// What is no document, no selector and no function.
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
  said(() => [parseHTML(), parseHTML(null), parseHTML(5), parseHTML({}), parseHTML(''), parseHTML(new Uint8Array([60, 98, 62, 0xc3, 0xa9]))].map((x) => x.html()));
// want: ["<html><head></head><body></body></html>", "<html><head></head><body></body></html>", "<html><head></head><body>5</body></html>", "<html><head></head><body>[object Object]</body></html>", "<html><head></head><body></body></html>", "<html><head></head><body><b>é</b></body></html>"]
  said(() => parseHTML('<div>'.repeat(100000)).size());
// want: throws GoError: parse HTML: html: open stack of elements exceeds 512 nodes
  said(() => parseHTML(String.fromCharCode(0, 1, 0xfeff) + '<' + '\0' + 'p>').text().length);
// want: 5
  said(() => d.find());
// want: throws GoError: invalid argument, cannot use a '<nil>' as a selector
  said(() => d.find(null));
// want: throws GoError: invalid argument, cannot use a '<nil>' as a selector
  said(() => d.find(1));
// want: throws GoError: invalid argument, cannot use a 'int64' as a selector
  said(() => d.find({}));
// want: throws GoError: invalid argument, cannot use a 'map[string]interface {}' as a selector
  said(() => d.find(['p']));
// want: throws GoError: invalid argument, cannot use a '[]interface {}' as a selector
  said(() => d.add());
// want: throws GoError: invalid argument, cannot use a '<nil>' as a selector
  said(() => d.closest(true));
// want: throws GoError: invalid argument, cannot use a 'bool' as a selector
  said(() => d.has());
// want: throws GoError: invalid argument, cannot use a '<nil>' as a selector
  said(() => d.not());
// want: throws GoError: invalid argument, cannot use a '<nil>' as a selector
  said(() => li.filter());
// want: throws GoError: the argument to filter() must be a function, a selector or a selection
  said(() => li.filter(1));
// want: throws GoError: the argument to filter() must be a function, a selector or a selection
  said(() => li.is());
// want: throws GoError: the argument to is() must be a function, a selector or a selection
  said(() => li.each());
// want: throws GoError: the argument to each() must be a function
  said(() => li.map(1));
// want: throws GoError: the argument to map() must be a function
  said(() => li.each(() => { throw new TypeError('mine'); }));
// want: throws TypeError: mine
  said(() => li.map(() => { throw new TypeError('mine'); }));
// want: throws TypeError: mine
  said(() => li.filter(() => { throw new TypeError('mine'); }));
// want: throws TypeError: mine
  said(() => d.nextUntil(1));
// want: throws GoError: invalid argument, cannot use a 'int64' as a selector
  said(() => li.children(1));
// want: 0:
  said(() => d.find.call({}));
// want: throws TypeError: Illegal invocation
  said(() => d.get(0).nodeName.call(d));
// want: throws TypeError: Illegal invocation
  said(() => parseHTML('<a>').find('a').get(0).href.call(d.get(0)));
// want: ""
  said(() => new d.constructor());
// want: throws TypeError: Illegal constructor
  said(() => d.find(Symbol('x')));
// want: throws GoError: invalid argument, cannot use a 'string' as a selector
}
