// differs: pings and close frames: ws_msgs_sent
// values: a_sum
import { SharedArray } from 'k6/data';
import { Trend } from 'k6/metrics';
import { WebSocket } from 'k6/websockets';
const text = 'name,age,"quoted, name"\nann,31,"a ""b"" c"\nbob,"4\n2",plain\r\nczé,7,"x,y"\n';
const parse = (s, { header = true, delimiter = ',' } = {}) => {
  const rows = [[]]; let field = '', quoted = false;
  for (let i = 0; i < s.length; i++) {
    const c = s[i];
    if (quoted) { if (c === '"') { if (s[i + 1] === '"') { field += '"'; i++; } else quoted = false; } else field += c; continue; }
    switch (c) {
      case '"': quoted = true; break;
      case delimiter: rows.at(-1).push(field); field = ''; break;
      case '\r': break;
      case '\n': rows.at(-1).push(field); field = ''; rows.push([]); break;
      default: field += c;
    }
  }
  if (field || rows.at(-1).length) rows.at(-1).push(field); else rows.pop();
  if (!header) return rows;
  const [names, ...rest] = rows;
  return rest.map((r) => Object.fromEntries(r.map((v, i) => [names[i], v])));
};
const users = new SharedArray('users', function () { return parse(text); });
const again = new SharedArray('users', function () { throw new Error('built twice'); });
const sum = new Trend('a_sum');
export const options = { iterations: 1 };
export default function () {
  console.log(users.length, again.length, JSON.stringify(users), JSON.stringify(users[1]));
  for (const u of users) sum.add(parseInt(u.age, 10), { name: u.name });
  console.log([...users.keys()].join(), users.map((u) => u.name), users.find((u) => u.name === 'bob').age.length, users.indexOf(users[0]), Array.isArray(users));
  for (const f of [() => { 'use strict'; users[0].name = 'x'; }, () => users.push(1), () => { users[9] = 1; }, () => { delete users[0]; }, () => users.sort(), () => { users.length = 0; }]) {
    try { console.log(f()); } catch (e) { console.log(e.name, e.message); }
  }
  console.log(users[99], users['0'] && users['0'].name, users.slice(-1)[0].name, users.concat([1]).length, Object.keys(users).join(), 'x' in users, 1 in users, users instanceof Array, String(users), typeof users);
  const s = new WebSocket(`${__ENV.URL}/echo`);
  let i = 0;
  s.addEventListener('open', () => users.forEach((u) => s.send(JSON.stringify(u))));
  s.addEventListener('message', ({ data }) => { console.log(data); if (++i === users.length) s.close(1000); });
}
