// differs: sentences: log error
export const options = { tags: { a: 1 } };
export default function () {}
