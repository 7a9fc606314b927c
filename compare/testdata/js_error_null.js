export default function () { null.x(); }
