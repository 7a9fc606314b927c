// nginx cannot reach who should answer.
import { fails } from './fails.js';

export const options = { thresholds: { 'ws_errors{phase:upgrade,code:status-502}': ['count==1'] } };

export default fails;
