module.exports = { value: 'other' };
