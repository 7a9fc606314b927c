const a = require('./c_a.js'); exports.name = 'b'; exports.seen = a.name;
