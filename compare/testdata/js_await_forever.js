export default async function () { await new Promise(() => {}); console.log('never'); }
