// differs: sentences: log error
export const options = { stages: [{ duration: '1s' }] };
export default function () {}
