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
  said(() => parseHTML('<select name=e><option selected>1<option selected>2</select>').find('select').val());
// want: "1"
}
