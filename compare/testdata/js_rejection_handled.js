export default function () { const p = Promise.reject(new Error('handled')); p.catch(() => console.log('caught')); }
