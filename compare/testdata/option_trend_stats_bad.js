// differs: sentences: exit
// stats: script
// differs: sentences: log error
export const options = { summaryTrendStats: ['mean'] };
export default function () {}
