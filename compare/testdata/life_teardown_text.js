// differs: sentences: log error
export default function () {} export const teardown = 'x';
