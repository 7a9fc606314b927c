export default class A { constructor() { console.log('made'); } }
