'use strict'; module.exports.default = function () { console.log(this === undefined); };
