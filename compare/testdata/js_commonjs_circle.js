const a = require('./lib/c_a.js');
exports.options = { vus: 1, iterations: 1 };
module.exports.default = () => console.log(a.name, a.other(), typeof __filename, typeof __dirname);
