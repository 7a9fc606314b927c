// ignore: log debug
// flags: --verbose
export default function () { console.debug('debug', { a: 1 }); console.log('log'); }
