// differs: sentences: log error
export const options = { dns: { policy: 'nonsense' } };
export default function () {}
