export default function (): void { const n: number = 1; console.log(n) }
// want: 1
