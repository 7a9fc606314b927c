// differs: sentences: log warning
export const options = { scenarios: {} };
export default function () {}
