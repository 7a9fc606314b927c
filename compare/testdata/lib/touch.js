export const a = typeof module;
