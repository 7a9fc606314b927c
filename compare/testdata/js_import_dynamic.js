// differs: `import()` rejects: console info
export default function () { import('./lib/esm.js').then(() => console.log('never'), (e) => console.log(String(e))); }
