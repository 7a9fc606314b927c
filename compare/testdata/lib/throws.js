export function boom() {
  throw new Error('from a module');
}
