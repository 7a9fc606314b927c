await Promise.reject(new Error('top level'));
export default function () {}
