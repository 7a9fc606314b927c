// differs: sentences: log error
export const options = { blacklistIPs: ['nonsense'] };
export default function () {}
