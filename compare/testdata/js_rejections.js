// differs: nobody handles: Uncaught
export default function () { Promise.reject('text'); Promise.reject(undefined); Promise.reject({ a: 1 }); }
