// differs: sentences: log error
export default function () { let a = 1; let a = 2; }
