// The numbers after a seed are those k6 gives.
import { randomSeed } from 'k6';

export default function () {
  randomSeed(1);
  console.log(Math.random(), Math.random());
// want: 0.6046602879796196 0.9405090880450124
  randomSeed(1);
  console.log(Math.random());
// want: 0.6046602879796196
  randomSeed();
  randomSeed('x');
}
