export * from '../esm.js'; export * as typed from '../typed.ts'; export { seeA as renamed } from '../circle_b.js'; export { default } from '../esm.js';
