module.exports = { default: () => console.log('runs') };
