export default function () { open('./lib/data.txt'); }
