export default function () { new Function('throw new Error("in Function")')(); }
