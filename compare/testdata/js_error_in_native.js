export default function () { [1].forEach(() => { throw new Error('in native'); }); }
