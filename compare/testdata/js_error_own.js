class Mine extends Error { constructor(m) { super(m); this.name = 'Mine'; } } export default function () { throw new Mine('own'); }
