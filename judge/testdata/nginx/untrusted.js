// The certificate is of an authority nobody knows.
import { fails } from './fails.js';

export const options = { thresholds: { 'ws_errors{phase:tls,code:certificate}': ['count==1'] } };

export default fails;
