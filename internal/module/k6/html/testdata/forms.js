// What forms send: the successful controls of the HTML standard.
import { parseHTML } from 'k6/html';

const show = (v) => {
  if (Array.isArray(v)) return `[${v.map(show).join(', ')}]`;
  if (v === null || typeof v !== 'object') return typeof v === 'string' ? JSON.stringify(v) : String(v);
  if (v.toArray) return `${v.size()}:${v.get().map((e) => e.nodeName() + (e.id() && '#' + e.id())).join()}`;
  return v.nodeName ? `<${v.nodeName()}${v.id() && '#' + v.id()}>` : JSON.stringify(v);
};
const said = (f) => { try { console.log(show(f())); } catch (e) { console.log('throws', String(e)); } };
const f = parseHTML(`<form id=f><input name=a value=1><input type=hidden name=h value="x y"><input type=checkbox name=cb value=c1 checked><input type=checkbox name=cb value=c2><input type=checkbox name=on checked>
<input type=radio name=r value=r1><input type=radio name=r value=r2 checked><input name=dis value=1 disabled><fieldset disabled><legend><input name=leg></legend><input name=fs></fieldset><input value=noname>
<select name=s><option value=s1>S1<option selected>S2</select><select name=ms multiple><option selected value=m1>M1<option selected>M2</select><select name=first><option disabled>no<option value=n1>N</select><select name=none multiple><option>1</select><select name=empty></select>
<textarea name=ta>text <b></textarea><input type=SUBMIT name=sub value=Go><input type=file name=fi><button name=bu value=bv>B</button><input type=image name=im><input type=reset name=re></form><input name=out value=o form=f>`);

export default function () {
  said(() => f.find('form').serialize());
// want: "a=1&cb=c1&first=n1&h=x+y&leg=&ms=m1&ms=M2&on=on&out=o&r=r2&s=S2&ta=text+%3Cb%3E"
  said(() => f.find('form').serializeArray());
// want: [{"name":"a","value":"1"}, {"name":"h","value":"x y"}, {"name":"cb","value":"c1"}, {"name":"on","value":"on"}, {"name":"r","value":"r2"}, {"name":"leg","value":""}, {"name":"s","value":"S2"}, {"name":"ms","value":["m1","M2"]}, {"name":"first","value":"n1"}, {"name":"none","value":[]}, {"name":"ta","value":"text <b>"}, {"name":"out","value":"o"}]
  said(() => f.find('form').serializeObject());
// want: {"a":"1","h":"x y","cb":"c1","on":"on","r":"r2","leg":"","s":"S2","ms":["m1","M2"],"first":"n1","none":[],"ta":"text <b>","out":"o"}
  said(() => f.find('form,input').serialize() === f.find('form').serialize());
// want: true
  said(() => f.find('[name=a],select').serialize());
// want: "a=1&first=n1&ms=m1&ms=M2&s=S2"
  said(() => f.find('fieldset').serialize());
// want: ""
  said(() => ['a', 'cb', 'on', 's', 'ms', 'first', 'none', 'empty', 'ta', 'bu', 'sub', 'nope'].map((name) => f.find(`[name=${name}]`).val()));
// want: ["1", "c1", "on", "S2", ["m1", "M2"], "n1", [], "", "text <b>", "bv", "Go", undefined]
  said(() => f.find('option').val());
// want: "s1"
  said(() => f.find('legend').val());
// want: undefined
  said(() => parseHTML('<input name=x value="a b&c=é~*"><input name=x value=2>').find('input').serialize());
// want: "x=a+b%26c%3D%C3%A9~%2A&x=2"
  said(() => parseHTML('<input name=x value=1><input name=x value=2>').find('input').serializeObject());
// want: {"x":["1","2"]}
  said(() => parseHTML('<input name=__proto__ value=1>').find('input').serializeObject());
// want: {"__proto__":"1"}
  const sent = (html) => said(() => parseHTML(`<form>${html}</form>`).find('form').serialize());
  // A select that takes one has chosen the last selected option, else the first that can be chosen, if it shows one line.
  const two = parseHTML('<select name=e><option selected>1<option selected>2<option>3</select>').find('select');
  said(() => [two.val(), two.get(0).value(), two.get(0).selectedIndex(), two.serialize()]);
// want: ["2", "2", 1, "e=2"]
  sent('<select name=a><optgroup disabled><option>1</optgroup><option>2</select><select name=b size=1><option>1</select><select name=c size=2><option>1</select>');
// want: "a=2&b=1"
  // What is chosen and disabled, itself or by its group, is not sent.
  sent('<select name=a><option selected>1<option selected disabled>2</select><select name=b><optgroup disabled><option selected>1</optgroup><option>2</select>');
// want: ""
  sent('<select name=a multiple><option selected>1<option selected disabled>2<optgroup disabled><option selected>3</optgroup><option selected>4</select>');
// want: "a=1&a=4"
  said(() => parseHTML('<select><option selected disabled>1<option>2</select>').find('select').val());
// want: "1"
  // Of a disabled fieldset's legends the first is spared, where it is a child of it.
  sent('<fieldset disabled><legend><input name=a></legend><legend><input name=b></legend></fieldset><fieldset disabled><p><legend><input name=c></legend></fieldset>');
// want: "a="
  sent('<fieldset disabled><legend><fieldset disabled><input name=a><legend><input name=b></legend></fieldset></legend></fieldset>');
// want: "b="
  // A form attribute that names no form is none at all.
  sent('<input name=a form=nobody><input name=b form=p><input name=c form><p id=p></p><input name=d>');
// want: "d="
  said(() => parseHTML('<form id=a><input form=nobody></form>').find('input').get(0).form());
// want: undefined
}
