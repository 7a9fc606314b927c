export default function () { JSON.parse('{bad'); }
