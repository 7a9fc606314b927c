export default function () { throw new AggregateError([new Error('a')], 'many'); }
