throw new Error('mine');
export {};
// want error: Error: mine
