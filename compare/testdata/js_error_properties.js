export default function () { throw Object.assign(new Error('with more'), { code: 5, cause: new Error('inner') }); }
