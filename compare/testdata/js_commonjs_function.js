// differs: sentences: log error
module.exports = function () { console.log('runs'); };
