console.log('loaded', this === undefined); export let count = 0; export function up() { count += 1; return count; } export default class Thing { name() { return 'thing'; } }
