exports.name = 'a'; const b = require('./c_b.js'); exports.other = () => b.name + b.seen;
