// What the URL standard escapes in a path, and in a query.
export default function () {
  const u = new URL('ws://h.example/a"<>`{}^|?"<>`{}^|');
  console.log(u.pathname, u.search);
// want: /a%22%3C%3E%60%7B%7D%5E| ?%22%3C%3E`{}^|
  u.pathname = '/x^y';
  console.log(u.href.split('?')[0], URL.parse('/^', 'ws://h.example').href);
// want: ws://h.example/x%5Ey ws://h.example/%5E
}
