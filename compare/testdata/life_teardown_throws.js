export default function () { console.log('iteration'); }
export function teardown() { throw new Error('no teardown'); }
