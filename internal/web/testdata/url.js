// Where URL follows the standard of today and Node 20 does not.

export default function () {
  console.log(new URL('http://h/a^b|c?^#^').href, new URL('^', 'ws://h/x/').pathname);
// want: http://h/a%5Eb|c?^#^ /x/%5E
  const u = new URL('http://h/');
  u.pathname = 'p^q';
  console.log(u.href, new URLSearchParams(null).toString());
// want: http://h/p%5Eq null=
  console.log(URL.parse('/x', 'ws://h').href, URL.parse('x'), URL.parse.length);
// want: ws://h/x null 1
  try { new URL('x'); } catch (e) { console.log(`${e}`); }
// want: TypeError: Failed to construct 'URL': Invalid URL
  try { new URL('x', 'y'); } catch (e) { console.log(`${e}`); }
// want: TypeError: Failed to construct 'URL': Invalid base URL
  try { u.href = 'x'; } catch (e) { console.log(`${e}`, u.href); }
// want: TypeError: Failed to set the 'href' property on 'URL': Invalid URL http://h/p%5Eq
}
