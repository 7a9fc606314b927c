// differs: sentences: log warning
export const options = { iterations: 1, nonsense: 1, vsu: 4 };
export default function () {}
