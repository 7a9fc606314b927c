// extended run script.js
import { check } from 'k6';
import { greet, lookup, Visitor, visits } from 'k6/x/hello';

export const options = { vus: 2, iterations: 4, thresholds: { hello_greetings: ['count==4'], checks: ['rate==1'] } };

export default async function () {
  check(greet('ann'), { 'it greets': (text) => text === 'hello ann' });
  check(await lookup('ann', 20), { 'it finds friends': (found) => found.friend });
  check(new Visitor('bob'), { 'it has a class': (v) => v.greet() === 'hello, I am bob' && v instanceof Visitor });
  let thrown;
  try {
    greet('');
  } catch (e) {
    thrown = e;
  }
  check(thrown, { 'its errors are thrown': (e) => `${e}`.includes('greet needs a name') });
  check(visits(), { 'its state is shared': (n) => n > 0 });
}
