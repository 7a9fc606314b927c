// Iterators of the platform's need what an array's are made of; a script that has taken it away is told.

export default function () {
  delete Array.prototype.values;
  try { new URLSearchParams('a=1').keys(); } catch (e) { console.log(String(e)); }
// want: TypeError: Array.prototype.values is gone
}
