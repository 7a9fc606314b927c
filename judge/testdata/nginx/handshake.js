// The server speaks TLS 1.3 only, we 1.2 at most.
import { fails } from './fails.js';

export const options = { tlsVersion: 'tls1.2', thresholds: { 'ws_errors{phase:tls}': ['count==1'] } };

export default fails;
