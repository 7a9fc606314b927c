// differs: sentences: log error
export const options = { setupTimeout: 'x' };
export default function () {}
