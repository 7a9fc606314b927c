// differs: sentences: log error
export const options = { iterations: 0 };
export default function () {}
