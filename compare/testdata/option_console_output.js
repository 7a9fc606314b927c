// flags: --console-output /dev/null
export default function () { console.log('to a file', { a: 1 }); console.error('this, too'); }
