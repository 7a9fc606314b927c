// None of it can be written.
import exec from 'k6/execution';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

export default function () {
  console.log(said(() => { exec.vu = 5; }));
// want: TypeError: Cannot assign to read only property 'vu'
  console.log(said(() => { exec.vu.idInTest = 5; }));
// want: TypeError: Cannot assign to read only property 'idInTest'
  console.log(said(() => { exec.vu.metrics.tags = {}; }));
// want: TypeError: Cannot assign to read only property 'tags'
  exec.vu.tags = { a: 1 };
  exec.vu.nothing = 5;
  exec.nothing = 5;
  console.log(exec.vu.tags.a, exec.vu.nothing, exec.nothing);
// want: undefined undefined undefined
// want warning: tags cannot be replaced: set its properties instead
  console.log(said(() => { delete exec.vu.idInTest; }).startsWith('TypeError'), exec.vu.idInTest);
// want: true 1
  console.log(said(() => { exec.test.options.x = 1; }));
// want: TypeError: Cannot add property x, object is not extensible
  console.log(said(() => { exec.test.options.scenarios.a.vus = 1; }));
// want: TypeError: Cannot assign to read only property 'vus'
}
