// differs: sentences: log error
export const options = { vus: 'many' };
export default function () {}
