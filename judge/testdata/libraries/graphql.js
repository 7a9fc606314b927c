// checks: 3
import { createClient } from 'graphql-ws';
import { parse, print } from 'graphql';
import { check } from 'k6';

export default async function () {
  const client = createClient({ url: `ws://${__ENV.HOST}/graphql`, retryAttempts: 0 });
  const seen = [];
  await new Promise((complete, error) => {
    client.subscribe({ query: 'subscription { count(to: 3) }' }, { next: (answer) => seen.push(answer.data.count), error, complete });
  });
  const query = print(parse('query Hello($name: String) { hello(name: $name) }'));
  const answers = [];
  for await (const answer of client.iterate({ query, variables: { name: 'you' } })) answers.push(answer.data.hello);
  let refused;
  await new Promise((done) => client.subscribe({ query: '{ nothing }' }, { next: () => {}, error: (all) => done((refused = all)), complete: done }));
  check(null, {
    'a subscription': () => seen.join() === '1,2,3',
    'a query, iterated': () => answers.join() === 'hello you',
    'a query that is wrong': () => refused[0].message.includes('nothing'),
  });
  await client.dispose();
}
