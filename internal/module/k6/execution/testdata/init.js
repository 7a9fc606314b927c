// What the init context may not ask, in k6's words.
import exec, { vu, scenario, instance, test } from 'k6/execution';
import * as all from 'k6/execution';

// said is what a call returns or throws.
const said = (f) => { try { return String(f()); } catch (e) { return `${e}`; } };

console.log(said(() => exec.vu));
// want: GoError: getting VU information in the init context is not supported
console.log(said(() => vu.idInTest));
// want: GoError: getting VU information in the init context is not supported
console.log(said(() => exec.scenario));
// want: GoError: getting scenario information outside of the VU context is not supported
console.log(said(() => scenario.name));
// want: GoError: getting scenario information outside of the VU context is not supported
console.log(said(() => exec.instance));
// want: GoError: getting instance information in the init context is not supported
console.log(said(() => instance.vusActive));
// want: GoError: getting instance information in the init context is not supported
console.log(said(() => exec.test.options));
// want: GoError: getting test options in the init context is not supported
console.log(said(() => exec.test.fail()));
// want: GoError: execution.test.fail() called outside of VU context
console.log(Object.keys(exec).join(), Object.keys(all).sort().join(), typeof test.abort);
// want: instance,scenario,test,vu default,instance,scenario,test,vu function

export default function () {}
