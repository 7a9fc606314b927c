// atob and btoa.
const said = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e instanceof DOMException}`; } };
const show = (text) => [...text].map((c) => c.charCodeAt(0)).join();

export default function () {
  for (const text of ['', 'a', 'ab', 'abc', 'abcd', '\u0000\u00ff\u0080', 5, null, undefined, 'é']) console.log(JSON.stringify(String(text)), btoa(text));
// want: "" 
// want: "a" YQ==
// want: "ab" YWI=
// want: "abc" YWJj
// want: "abcd" YWJjZA==
// want: "\u0000ÿ" AP+A
// want: "5" NQ==
// want: "null" bnVsbA==
// want: "undefined" dW5kZWZpbmVk
// want: "é" 6Q==
  console.log(said(() => btoa('\u0100')), said(() => btoa('\ud83d\ude00')));
// want: InvalidCharacterError 5 true InvalidCharacterError 5 true
  for (const text of ['', 'YQ==', 'YQ', ' Y Q = = ', 'YWI=', 'YWI', 'YWJj', '\tYW\nJj\f\r', '/+8=', 'AP+A', 'YR==', null, 5555, '12==', 'ab=']) console.log(JSON.stringify(text), said(() => show(atob(text))));
// want: "" 
// want: "YQ==" 97
// want: "YQ" 97
// want: " Y Q = = " 97
// want: "YWI=" 97,98
// want: "YWI" 97,98
// want: "YWJj" 97,98,99
// want: "\tYW\nJj\f\r" 97,98,99
// want: "/+8=" 255,239
// want: "AP+A" 0,255,128
// want: "YR==" 97
// want: null 158,233,101
// want: 5555 231,158,121
// want: "12==" 215
// want: "ab=" InvalidCharacterError 5 true
  for (const text of ['Y', 'YQ=', 'YQ===', '=', '====', 'Y Q = = =', 'YW=J', 'Y*==', 'YQ\u00a0==', '-_==', 'é', 'abcde']) console.log(JSON.stringify(text), said(() => atob(text)));
// want: "Y" InvalidCharacterError 5 true
// want: "YQ=" InvalidCharacterError 5 true
// want: "YQ===" InvalidCharacterError 5 true
// want: "=" InvalidCharacterError 5 true
// want: "====" InvalidCharacterError 5 true
// want: "Y Q = = =" InvalidCharacterError 5 true
// want: "YW=J" InvalidCharacterError 5 true
// want: "Y*==" InvalidCharacterError 5 true
// want: "YQ ==" InvalidCharacterError 5 true
// want: "-_==" InvalidCharacterError 5 true
// want: "é" InvalidCharacterError 5 true
// want: "abcde" InvalidCharacterError 5 true
  console.log(said(() => atob()).split(' ')[0], said(() => btoa()).split(' ')[0], said(() => btoa(Symbol('x'))).split(' ')[0], atob.length, btoa.length, atob.name);
// want: TypeError TypeError TypeError 1 1 atob
  const all = String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i));
  console.log(atob(btoa(all)) === all, btoa(all).length);
// want: true 344
  console.log([,].findLast(btoa), [,].findLastIndex(btoa)); // a hole is undefined
// want: undefined 0
}
