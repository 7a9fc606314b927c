export const options = { systemTags: ['nonsense', 'scenario'] };
export default function () {}
