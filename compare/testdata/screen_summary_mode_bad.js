// flags: --summary-mode nonsense
// differs: sentences: log error
// differs: sentences: stderr
export default function () {}
