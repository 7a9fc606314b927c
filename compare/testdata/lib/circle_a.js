import { b } from './circle_b.js'; export const a = 'a'; export function seeB() { return b; }
