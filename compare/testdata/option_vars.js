// differs: handleSummary: one a=b
// flags: -e FIRST=one -e SECOND=a=b -e EMPTY=
// env: SYSTEM=from the system
console.log(__ENV.FIRST, __ENV.SECOND, __ENV.SYSTEM, JSON.stringify(__ENV.EMPTY), __ENV.NONE);
export default function () { __ENV.FIRST = 'changed'; console.log(__ENV.FIRST); }
export function teardown() { console.log(__ENV.FIRST); }
