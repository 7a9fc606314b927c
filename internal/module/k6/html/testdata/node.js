// What every element has.
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
const e = d.find('#d1').get(0), text = e.firstChild(), note = e.childNodes()[3], top = d.get(0);
const path = parseHTML('<svg><path id=p viewBox=1 /></svg>').find('path').get(0);

export default function () {
  said(() => [e.id(), e.className(), e.classList(), e.lang(), e.nodeName(), e.nodeType(), e.nodeValue(), e.toString(), e.textContent()]);
// want: ["d1", "c1 c2", ["c1", "c2"], undefined, "div", 1, undefined, "[object html.Node]", "Text bold tailit"]
  said(() => [top.id(), top.className(), top.classList(), top.lang(), top.nodeName(), top.nodeType(), top.nodeValue(), top.toString()]);
// want: ["", undefined, [], undefined, "#document", 9, undefined, "[object #document]"]
  said(() => [text.nodeName(), text.nodeType(), text.nodeValue(), text.textContent(), text.toString()]);
// want: ["#text", 3, "Text ", "Text ", "[object #text]"]
  said(() => [note.nodeName(), note.nodeType(), note.nodeValue(), note.textContent()]);
// want: ["#comment", 8, " com ", " com "]
  said(() => [d.contents().get(0).nodeType(), d.contents().get(0).nodeName()]);
// want: [10, "html"]
  said(() => d.find('html').get(0).lang());
// want: "en"
  said(() => e.innerHTML());
// want: "Text <b id=\"b1\">bold</b> tail<!-- com --><i class=\"c1\" id=\"i1\">it</i>"
  said(() => [e.childNodes(), e.children(), e.childElementCount(), e.hasChildNodes()]);
// want: [[<#text>, <b#b1>, <#text>, <#comment>, <i#i1>], [<b#b1>, <i#i1>], 2, true]
  said(() => [e.firstChild(), e.firstElementChild(), e.lastChild(), e.lastElementChild()]);
// want: [<#text>, <b#b1>, <i#i1>, <i#i1>]
  said(() => [e.parentNode(), e.parentElement(), e.ownerDocument(), d.find('html').get(0).parentElement(), d.find('html').get(0).parentNode()]);
// want: [<body>, <body>, <#document>, undefined, <#document>]
  said(() => [e.nextSibling(), e.nextElementSibling(), e.previousSibling(), e.previousElementSibling()]);
// want: [<#text>, <p#p1>, <#text>, undefined]
  said(() => [d.find('#s1').get(0).nextSibling(), text.firstChild(), text.previousSibling(), top.parentNode(), top.nextSibling()]);
// want: [undefined, undefined, undefined, undefined, undefined]
  said(() => Object.keys(e.attributes()));
// want: ["id", "class", "title", "data-foo", "data-foo-bar", "data-n", "data-t", "data-nul", "data-arr", "data-f", "data-bad", "data-empty"]
  said(() => e.attributes().title);
// want: {"owner_element":{},"name":"title","value":"tt"}
  said(() => [e.attributes().title.localName(), e.attributes().title.namespaceURI(), e.attributes().title.prefix()]);
// want: ["title", "http://www.w3.org/1999/xhtml", ""]
  said(() => e.attributes().title.owner_element.isSameNode(e));
// want: true
  said(() => [e.getAttribute('CLASS'), e.getAttribute('nope'), e.getAttribute(), e.getAttributeNode('title').value, e.getAttributeNode('nope')]);
// want: ["c1 c2", undefined, undefined, "tt", undefined]
  said(() => [e.hasAttribute('title'), e.hasAttribute('nope'), e.hasAttributes(), text.hasAttributes()]);
// want: [true, false, true, false]
  said(() => [path.namespaceURI(), path.isDefaultNamespace(), path.getAttribute('viewBox'), e.isDefaultNamespace('http://www.w3.org/1999/xhtml')]);
// want: ["http://www.w3.org/2000/svg", false, "1", true]
  said(() => [e.getElementsByTagName('B'), e.getElementsByTagName('*'), e.getElementsByTagName()]);
// want: [[<b#b1>], [<b#b1>, <i#i1>], []]
  said(() => [e.getElementsByClassName('c1'), d.find('body').get(0).getElementsByClassName('c1 c2'), e.getElementsByClassName()]);
// want: [[<i#i1>], [<div#d1>], []]
  said(() => [e.querySelector('b'), e.querySelector('p'), e.querySelector('['), e.querySelector(), e.querySelectorAll('b,i'), e.querySelectorAll('[')]);
// want: [<b#b1>, undefined, undefined, undefined, [<b#b1>, <i#i1>], []]
  said(() => [e.matches('.c1'), e.matches('p'), e.matches('['), e.matches()]);
// want: [true, false, false, false]
  said(() => [e.contains(d.find('#b1').get(0)), e.contains(e), e.contains(), e.contains(1)]);
// want: [true, false, false, false]
  said(() => [e.isSameNode(d.find('#d1').get(0)), e.isSameNode(text), e.isSameNode(), e === d.find('#d1').get(0)]);
// want: [true, false, false, false]
  said(() => [e.isEqualNode(parseHTML(d.html()).find('#d1').get(0)), li.get(0).isEqualNode(li.get(2)), e.isEqualNode(), e.isEqualNode(1)]);
// want: [true, false, false, false]
  said(() => e.selection().find('b'));
// want: 1:b#b1
  said(() => Object.prototype.toString.call(e));
// want: "[object Element]"
}
