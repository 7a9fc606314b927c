// VUs that are ready and have nothing to do: module.js says what they imported.
import { use } from './module.js';

export const options = {
  scenarios: {
    bench: { executor: 'constant-arrival-rate', rate: 1, timeUnit: '10m', duration: '10m', preAllocatedVUs: Number(__ENV.VUS) },
  },
};

export default function () {
  use();
}
