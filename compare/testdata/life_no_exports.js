// differs: sentences: log error
const a = 1;
