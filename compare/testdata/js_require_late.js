export default function () { require('./lib/esm.js'); }
