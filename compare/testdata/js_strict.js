export default function () { undeclared = 5; }
