// What a selection tells of its nodes, and which of them others are made of.
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
  said(() => d);
// want: 1:#document
  said(() => d.url);
// want: ""
  said(() => parseHTML('<p>a').find('p').html());
// want: "a"
  said(() => d.find('p').text());
// want: "onetwo & three"
  said(() => d.find('p').html());
// want: "one"
  said(() => d.find('nope').text());
// want: ""
  said(() => d.find('nope').html());
// want: ""
  said(() => d.find('p').attr('id'));
// want: "p1"
  said(() => d.find('p').attr('nope'));
// want: undefined
  said(() => d.find('p').attr('nope', 'default'));
// want: "default"
  said(() => d.find('nope').attr('id'));
// want: undefined
  said(() => d.find('#d1').data());
// want: {"foo":"bar","fooBar":{"a":1},"n":3,"t":true,"arr":[1,2],"f":"1.50","bad":"{x"}
  said(() => ['foo', 'foo-bar', 'fooBar', 'n', 't', 'nul', 'arr', 'f', 'bad', 'empty', 'none'].map((k) => d.find('#d1').data(k)));
// want: ["bar", {"a":1}, {"a":1}, 3, true, undefined, [1, 2], "1.50", "{x", undefined, undefined]
  said(() => Object.entries(parseHTML('<a data-a-é=1 data-é-b=2 data-foo--bar=3 data-foo-1=4 data-x-=5 data-__proto__=6></a>').find('a').data()).sort());
// want: [["__proto__", 6], ["aÉ", 1], ["foo1", 4], ["fooBar", 3], ["x", 5], ["éB", 2]]
  said(() => Object.keys(parseHTML('<a __proto__=1 b=2>').find('a').get(0).attributes()).sort());
// want: ["__proto__", "b"]
  said(() => d.find('nope').data());
// want: undefined
  said(() => li.size());
// want: 4
  said(() => li.get());
// want: [<li>, <li>, <li>, <li>]
  said(() => [li.get(1), li.get(-1), li.get(9), li.get(-9), li.get('1')].map((e) => e && e.textContent()));
// want: ["2", "4", undefined, undefined, "2"]
  said(() => li.toArray()[1].text());
// want: "2"
  said(() => [li.index(), li.eq(2).index(), li.eq(2).index('.x'), li.eq(2).index('p'), li.index(li.eq(3)), li.index(li.get(1)), d.find('nope').index()]);
// want: [0, 2, 1, -1, 3, 1, -1]
  said(() => li.map((i, e) => `${i}${e.text()}`));
// want: ["01", "12", "23", "34"]
  said(() => li.map((i) => (i % 2 ? [i] : undefined)));
// want: [undefined, [1], undefined, [3]]
  said(() => (() => { const seen = []; const same = li.each((i, e) => { seen.push(i, e.textContent()); return false; }); return [seen, same === li]; })());
// want: [[0, "1", 1, "2", 2, "3", 3, "4"], true]
  said(() => [li.eq(1), li.eq(-1), li.eq('1'), li.eq(), li.first(), li.last()].map((s) => s.text()));
// want: ["2", "4", "2", "1", "1", "4"]
  said(() => li.eq(9));
// want: 0:
  said(() => [li.slice(1), li.slice(1, 3), li.slice(-2), li.slice(-3, -1), li.slice(), li.slice(9), li.slice(3, 1), li.slice(-99), li.slice('a')].map((s) => s.text()));
// want: ["234", "23", "34", "23", "1234", "", "", "1234", "1234"]
  said(() => d.find('ul').find('li').filter('.x').end().end());
// want: 1:ul#u
  said(() => d.end());
// want: 0:
  said(() => li.is('.x') && li.is(d.find('.x')) && li.is(d.find('.x').get(0)) && li.is((i) => i === 3));
// want: true
  said(() => d.find('#p2').is('.c1'));
// want: false
  said(() => li.filter('.x').text());
// want: "13"
  said(() => li.filter((i, e) => e.text() === '2').text());
// want: "2"
  said(() => li.filter(d.find('.x')).text());
// want: "13"
  said(() => li.filter(li.get(2)).text());
// want: "3"
  said(() => li.not('.x').text());
// want: "24"
  said(() => li.not((i) => i < 3).text());
// want: "4"
  said(() => li.not(d.find('.x')).text());
// want: "24"
  said(() => li.not(li.get(0)).text());
// want: "234"
  said(() => Object.prototype.toString.call(d));
// want: "[object Selection]"
  said(() => d.find === li.find);
// want: true
}
