// flags: --nonsense
// differs: sentences: stderr
export default function () {}
