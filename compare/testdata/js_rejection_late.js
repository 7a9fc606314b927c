// differs: pending timer: log warning
export default function () { const p = Promise.reject(new Error('late')); setTimeout(() => p.catch(() => console.log('caught')), 10); }
