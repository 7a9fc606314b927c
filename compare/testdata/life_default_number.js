// differs: sentences: log error
export default 5;
