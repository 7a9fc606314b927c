const { check } = require('k6');
const esm = require('./lib/esm.js');
const common = require('./lib/common.js');
exports.options = { vus: 1, iterations: 1 };
exports.default = function () {
  check(1, { one: true });
  console.log(esm.up(), typeof esm.default, common.one, require === undefined);
  try { require('./lib/late.js'); } catch (e) { console.log('threw'); }
};
exports.handleSummary = function () {};
