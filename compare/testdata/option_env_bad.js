// differs: sentences: stderr
// env: K6_VUS=many
// differs: sentences: log error
export default function () {}
