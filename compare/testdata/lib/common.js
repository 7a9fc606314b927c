exports.one = 1; exports.path = typeof require; module.exports.two = 2;
exports.main = () =>
  require('./other.cjs.js').value;
