export async function setup() { await Promise.resolve(); return new Promise((r) => setTimeout(() => r({ late: true }), 50)); }
export default async function (data) { await null; console.log(JSON.stringify(data)); }
export async function teardown(data) { await null; console.log('teardown', JSON.stringify(data)); }
