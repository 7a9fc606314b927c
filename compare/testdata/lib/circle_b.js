import { a, seeB } from './circle_a.js'; export const b = 'b'; export function seeA() { return a + seeB(); }
