// differs: sentences: log warning
export const options = { stages: [] };
export default function () {}
