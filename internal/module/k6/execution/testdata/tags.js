// Tags can be set, read, listed and deleted; they go to the samples that follow.
import exec from 'k6/execution';
import { Counter } from 'k6/metrics';

const c = new Counter('my_counter');
// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  const { tags } = exec.vu.metrics;
  console.log(JSON.stringify(tags));
// want: {"scenario":"default"}
  tags.a = 'x';
  tags.n = 5;
  exec.vu.tags.b = true;
  console.log(tags.a, typeof tags.n, tags.n, typeof tags.b, 'a' in tags);
// want: x string 5 string true
  c.add(1);
  console.log(delete tags.a, tags.a, 'a' in tags, delete tags.nothing);
// want: true undefined false true
  c.add(2);
  Object.assign(tags, { o: 1, p: 'q' });
  console.log(Object.keys(tags).join());
// want: b,n,o,p,scenario
  for (const bad of [null, undefined, {}, []]) console.log(said(() => { tags.x = bad; }));
// want: TypeError: invalid value for metric tag 'x': only String, Boolean and Number types are accepted as a metric tag values
// want: TypeError: invalid value for metric tag 'x': only String, Boolean and Number types are accepted as a metric tag values
// want: TypeError: invalid value for metric tag 'x': only String, Boolean and Number types are accepted as a metric tag values
// want: TypeError: invalid value for metric tag 'x': only String, Boolean and Number types are accepted as a metric tag values
}
// want metric: my_counter{a:x,n:5,b:true} 1
// want metric: my_counter{n:5} 3
