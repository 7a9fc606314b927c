export type T = { a: number }; export enum E { A = 1, B = 'b' } export const typed: T = { a: E.A };
