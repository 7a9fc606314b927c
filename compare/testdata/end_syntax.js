// differs: sentences: log error
export default function () { foo( }
