// differs: sentences: log
export const options = { iterations: 1, thresholds: { 'nothing{kind:x}': [] } };
export default function () {}
