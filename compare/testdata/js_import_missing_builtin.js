// differs: built-in module does not export: 
import { nonsense } from 'k6'; export default function () { console.log(nonsense); }
