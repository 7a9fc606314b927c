// nginx completes the handshake without a client's certificate and refuses.
import { fails } from './fails.js';

export const options = { thresholds: { 'ws_errors{phase:upgrade,code:status-400}': ['count==1'] } };

export default fails;
