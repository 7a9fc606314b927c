// differs: sentences: log error
export const options = { duration: 'abc' };
export default function () {}
