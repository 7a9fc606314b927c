export default function () { eval('throw new Error("in eval")'); }
