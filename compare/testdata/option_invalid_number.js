// differs: sentences: log error
export const options = 5;
export default function () {}
