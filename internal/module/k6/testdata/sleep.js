// sleep waits at least as long as it is told, and not for what is no number.
import { sleep } from 'k6';

function took(f) {
  const began = Date.now();
  f();
  return Date.now() - began;
}

sleep(0.001); // allowed in the init context

export default function () {
  console.log(took(() => sleep(0.03)) >= 29);
// want: true
  console.log(took(() => sleep('0.03')) >= 29);
// want: true
  for (const what of [undefined, null, NaN, -1, {}, 'x', 0]) sleep(what);
  console.log(sleep());
// want: undefined
}
