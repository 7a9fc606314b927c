// differs: sentences: log error
export default function () { return 5; } export const setup = 5;
