// What the elements of a tag have beyond what all have.
import { parseHTML } from 'k6/html';

const show = (v) => {
  if (Array.isArray(v)) return `[${v.map(show).join(', ')}]`;
  if (v === null || typeof v !== 'object') return typeof v === 'string' ? JSON.stringify(v) : String(v);
  if (v.toArray) return `${v.size()}:${v.get().map((e) => e.nodeName() + (e.id() && '#' + e.id())).join()}`;
  return v.nodeName ? `<${v.nodeName()}${v.id() && '#' + v.id()}>` : JSON.stringify(v);
};
const said = (f) => { try { console.log(show(f())); } catch (e) { console.log('throws', String(e)); } };
const all = (source, selector, members) => {
  const e = parseHTML(source).find(selector).get(0);
  return members.split(' ').map((name) => e[name]());
};

export default function () {
  said(() => all(`<a accesskey=k download=d href='http://u:p@ex.com:81/p/q;x?s=1&t#frag' hreflang=en rel=' a  b ' referrerpolicy=origin target=_top type=t>inner</a>`, 'a', 'accessKey download hash host hostname href hrefLang origin password pathname port protocol referrerPolicy rel relList search target text type username'));
// want: ["k", "d", "#frag", "ex.com:81", "ex.com", "http://u:p@ex.com:81/p/q;x?s=1&t#frag", "en", "http://ex.com:81", "p", "/p/q;x", "81", "http:", "origin", " a  b ", ["a", "b"], "?s=1&t", "_top", "inner", "t", "u"]
  said(() => all(`<a href='https://ex.com:443'></a>`, 'a', 'hash host hostname href origin password pathname port protocol search username'));
// want: ["", "ex.com", "ex.com", "https://ex.com:443", "https://ex.com", "", "", "443", "https:", "", ""]
  said(() => all(`<area href='x?y#z'>`, 'area', 'hash host href origin pathname protocol search'));
// want: ["#z", "", "x?y#z", "", "/x", ":", "?y"]
  said(() => all(`<a href='http://%zz/'></a>`, 'a', 'href host protocol'));
// want: ["http://%zz/", "", ":"]
  said(() => all(`<base href=/b target=t>`, 'base', 'href target'));
// want: ["/b", "t"]
  said(() => all(`<audio src=x autoplay controls loop muted preload=NONE crossorigin=anonymous mediagroup=m><track id=t></audio>`, 'audio', 'autoplay controls crossOrigin currentSrc defaultMuted loop mediaGroup muted preload src textTracks'));
// want: [true, true, "anonymous", "x", true, true, "m", true, "none", "x", [<track#t>]]
  said(() => all(`<video preload=bogus crossorigin=bogus></video>`, 'video', 'autoplay controls crossOrigin currentSrc defaultMuted loop mediaGroup muted preload src textTracks'));
// want: [false, false, undefined, "", false, false, "", false, "auto", "", []]
  said(() => all(`<form id=f><label id=l for=b></label><button id=b accesskey=k autofocus disabled formaction=/fa formenctype=text/plain formmethod=POST formnovalidate formtarget=t name=n tabindex=3 type=RESET value=v>x</button></form>`, 'button', 'accessKey autofocus disabled form formAction formEnctype formMethod formNoValidate formTarget labels name tabIndex type value'));
// want: ["k", true, true, <form#f>, "/fa", "text/plain", "post", true, "t", [<label#l>], "n", 3, "reset", "v"]
  said(() => all(`<button>x</button>`, 'button', 'accessKey autofocus disabled form formAction formEnctype formMethod formNoValidate formTarget labels name tabIndex type value'));
// want: ["", false, false, undefined, "", "application/x-www-form-urlencoded", "get", false, "", [], "", 0, "submit", "x"]
  said(() => all(`<canvas height=5 width=x></canvas>`, 'canvas', 'height width'));
// want: [5, 150]
  said(() => all(`<data value=3></data>`, 'data', 'value'));
// want: ["3"]
  said(() => all(`<datalist><option id=o></datalist>`, 'datalist', 'options'));
// want: [[<option#o>]]
  said(() => all(`<del cite=/c datetime=2011></del>`, 'del', 'cite datetime'));
// want: ["/c", "2011"]
  said(() => all(`<embed height=1 src=s type=t width=2>`, 'embed', 'height src type width'));
// want: ["1", "s", "t", "2"]
  said(() => all(`<form id=f><fieldset disabled name=n><input id=i><button id=b></button></fieldset></form>`, 'fieldset', 'disabled elements form name type validity'));
// want: [true, [<input#i>, <button#b>], <form#f>, "n", "fieldset", undefined]
  said(() => all(`<form id=f accept-charset=utf8 action=/a autocomplete=off enctype=text/plain method=POST name=n novalidate target=t><input id=i></form><select id=s form=f></select>`, 'form', 'acceptCharset action autocomplete elements encoding enctype length method name noValidate target'));
// want: ["utf8", "/a", "off", [<input#i>, <select#s>], "text/plain", "text/plain", 2, "post", "n", true, "t"]
  said(() => all(`<form></form>`, 'form', 'acceptCharset action autocomplete elements encoding enctype length method name noValidate target'));
// want: ["", "", "on", [], "application/x-www-form-urlencoded", "application/x-www-form-urlencoded", 0, "get", "", false, ""]
  said(() => all(`<iframe allowfullscreen height=1 width=2 name=n src=/s></iframe>`, 'iframe', 'allowfullscreen height name referrerPolicy src width'));
// want: [true, "1", "n", "", "/s", "2"]
  said(() => all(`<img alt=a crossorigin=use-credentials height=3 ismap name=n sizes=s src=x.png srcset=ss usemap=#m>`, 'img', 'alt crossOrigin currentSrc height isMap name referrerPolicy sizes src srcset useMap width'));
// want: ["a", "use-credentials", "x.png", 3, true, "n", "", "s", "x.png", "ss", "#m", 0]
  said(() => all(`<form id=f2></form><form><label id=l><input id=i form=f2 accept=a accesskey=k alt=al autocomplete=off autofocus checked dirname=dn disabled height=1 list=dl max=9 maxlength=8 min=1 multiple name=n pattern=p placeholder=ph readonly required size=11 src=s step=2 tabindex=4 type=CHECKBOX value=v width=12></label></form><datalist id=dl>`, 'input', 'accept accessKey alt autocomplete autofocus checked defaultChecked defaultValue dirName disabled form formAction formEnctype formMethod formNoValidate formTarget height labels list max maxLength min multiple name pattern placeholder readonly required size src step tabIndex type value width'));
// want: ["a", "k", "al", "off", true, true, true, "v", "dn", true, <form#f2>, "", "application/x-www-form-urlencoded", "get", false, "", "1", [<label#l>], <datalist#dl>, "9", 8, "1", true, "n", "p", "ph", true, true, 11, "s", "2", 4, "checkbox", "v", "12"]
  said(() => all(`<input type=bogus maxlength=x>`, 'input', 'accept accessKey alt autocomplete autofocus checked defaultChecked defaultValue dirName disabled form formAction formEnctype formMethod formNoValidate formTarget height labels list max maxLength min multiple name pattern placeholder readonly required size src step tabIndex type value width'));
// want: ["", "", "", "on", false, false, false, "", "", false, undefined, "", "application/x-www-form-urlencoded", "get", false, "", "", [], undefined, "", -1, "", false, "", "", "", false, false, 0, "", "", 0, "text", "", ""]
  said(() => all(`<keygen challenge=c keytype=ec name=n>`, 'keygen', 'autofocus challenge disabled form keytype labels name type'));
// want: [false, "c", false, undefined, "EC", [], "n", "keygen"]
  said(() => all(`<form id=f><label for=i></label><input id=i></form>`, 'label', 'control form htmlFor'));
// want: [<input#i>, <form#f>, "i"]
  said(() => all(`<label><input id=i></label>`, 'label', 'control form htmlFor'));
// want: [<input#i>, undefined, ""]
  said(() => all(`<legend accesskey=k></legend>`, 'legend', 'accessKey form'));
// want: ["k", undefined]
  said(() => all(`<li type=a value=4>`, 'li', 'type value'));
// want: ["a", 4]
  said(() => all(`<link crossorigin=anonymous href=/l hreflang=en media=m rel='a b' target=t type=ty>`, 'link', 'crossOrigin href hreflang media referrerPolicy rel relList target type'));
// want: ["anonymous", "/l", "en", "m", "", "a b", ["a", "b"], "t", "ty"]
  said(() => all(`<map name=m><area id=a></map><img id=i usemap=#m>`, 'map', 'areas images name'));
// want: [[<area#a>], [<img#i>], "m"]
  said(() => all(`<meta content=c http-equiv=Refresh name=n>`, 'meta', 'content httpEquiv name'));
// want: ["c", "refresh", "n"]
  said(() => all(`<meter high=8 low=2 max=10 min=1 optimum=5></meter>`, 'meter', 'high labels low max min optimum'));
// want: [8, [], 2, 10, 1, 5]
  said(() => all(`<object data=/d height=1 name=n tabindex=2 type=t typemustmatch usemap=#m width=3></object>`, 'object', 'data form height name tabIndex type typeMustMatch useMap width'));
// want: ["/d", undefined, "1", "n", 2, "t", true, "#m", "3"]
  said(() => all(`<ol reversed start=3 type=a>`, 'ol', 'reversed start type'));
// want: [true, 3, "a"]
  said(() => all(`<select><optgroup disabled label=l></select>`, 'optgroup', 'disabled label'));
// want: [true, "l"]
  said(() => all(`<form id=f><select><option>a<optgroup><option id=o selected>b</optgroup></select></form>`, '#o', 'defaultSelected disabled form index label selected text value'));
// want: [true, false, <form#f>, 1, "b", true, "b", "b"]
  said(() => all(`<option label=l value=v disabled>x</option>`, 'option', 'defaultSelected disabled form index label selected text value'));
// want: [false, true, undefined, 0, "l", false, "x", "v"]
  said(() => all(`<output for='a b' name=n>in</output>`, 'output', 'defaultValue form htmlFor labels name type value'));
// want: ["in", undefined, "a b", [], "n", "output", "in"]
  said(() => all(`<param name=n value=v>`, 'param', 'name value'));
// want: ["n", "v"]
  said(() => all(`<progress max=4 value=1></progress>`, 'progress', 'labels max position value'));
// want: [[], 4, 0.25, 1]
  said(() => all(`<progress value=x max=-2></progress>`, 'progress', 'max position value'));
// want: [1, -1, 0]
  said(() => all(`<script async charset=c crossorigin=x defer nomodule src=/s type=t>in</script>`, 'script', 'async charset crossOrigin defer noModule src text type'));
// want: [true, "c", "x", true, true, "/s", "in", "t"]
  said(() => all(`<select multiple name=n size=5><option id=a><option id=b selected value=B></select>`, 'select', 'autofocus disabled form labels length multiple name options required selectedIndex selectedOptions size tabIndex type value'));
// want: [false, false, undefined, [], 2, true, "n", [<option#a>, <option#b>], false, 1, [<option#b>], 5, 0, "select-multiple", "B"]
  said(() => all(`<select><option id=a disabled>A<option id=b>B</select>`, 'select', 'autofocus disabled form labels length multiple name options required selectedIndex selectedOptions size tabIndex type value'));
// want: [false, false, undefined, [], 2, false, "", [<option#a>, <option#b>], false, 1, [<option#b>], 1, 0, "select", "B"]
  said(() => all(`<source keysystem=k media=m sizes=s src=/s srcset=ss type=t>`, 'source', 'keySystem media sizes src srcset type'));
// want: ["k", "m", "s", "/s", "ss", "t"]
  said(() => all(`<style media=m></style>`, 'style', 'media type'));
// want: ["m", "text/css"]
  said(() => all(`<table sortable><caption id=c></caption><tfoot id=tf><tr id=r4></tfoot><tbody id=tb><tr id=r2><td id=a><td id=b colspan=2 rowspan=3 headers=h><tr id=r3></tbody><thead id=th><tr id=r1><th id=h abbr=x scope=ROW sorted></thead></table>`, 'table', 'caption rows sortable tBodies tFoot tHead'));
// want: [<caption#c>, [<tr#r1>, <tr#r2>, <tr#r3>, <tr#r4>], true, [<tbody#tb>], <tfoot#tf>, <thead#th>]
  said(() => all(`<table sortable><caption id=c></caption><tfoot id=tf><tr id=r4></tfoot><tbody id=tb><tr id=r2><td id=a><td id=b colspan=2 rowspan=3 headers=h><tr id=r3></tbody><thead id=th><tr id=r1><th id=h abbr=x scope=ROW sorted></thead></table>`, 'tbody', 'rows'));
// want: [[<tr#r2>, <tr#r3>]]
  said(() => all(`<table sortable><caption id=c></caption><tfoot id=tf><tr id=r4></tfoot><tbody id=tb><tr id=r2><td id=a><td id=b colspan=2 rowspan=3 headers=h><tr id=r3></tbody><thead id=th><tr id=r1><th id=h abbr=x scope=ROW sorted></thead></table>`, '#r3', 'cells rowIndex sectionRowIndex'));
// want: [[], 2, 1]
  said(() => all(`<table sortable><caption id=c></caption><tfoot id=tf><tr id=r4></tfoot><tbody id=tb><tr id=r2><td id=a><td id=b colspan=2 rowspan=3 headers=h><tr id=r3></tbody><thead id=th><tr id=r1><th id=h abbr=x scope=ROW sorted></thead></table>`, '#b', 'cellIndex colSpan headers rowSpan'));
// want: [1, 2, "h", 3]
  said(() => all(`<table sortable><caption id=c></caption><tfoot id=tf><tr id=r4></tfoot><tbody id=tb><tr id=r2><td id=a><td id=b colspan=2 rowspan=3 headers=h><tr id=r3></tbody><thead id=th><tr id=r1><th id=h abbr=x scope=ROW sorted></thead></table>`, '#h', 'abbr cellIndex colSpan headers rowSpan scope sorted'));
// want: ["x", 0, 1, "", 1, "row", true]
  said(() => all(`<textarea autocapitalize=WORDS cols=3 rows=5 maxlength=4 name=n readonly wrap=off>in</textarea>`, 'textarea', 'accessKey autocapitalize autocomplete cols defaultValue form labels length maxLength name placeholder readOnly required rows tabIndex type value wrap'));
// want: ["", "words", "on", 3, "in", undefined, [], 2, 4, "n", "", true, false, 5, 0, "textarea", "in", "off"]
  said(() => all(`<title>x</title>`, 'title', 'text'));
// want: ["x"]
  said(() => all(`<track default kind=captions label=l src=/s srclang=en>`, 'track', 'default kind label src srclang'));
// want: [true, "captions", "l", "/s", "en"]
  said(() => all(`<ul type=t>`, 'ul', 'type'));
// want: ["t"]
}
