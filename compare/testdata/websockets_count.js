import { WebSocket } from 'k6/websockets';
export const options = { vus: 2, iterations: 4 };
export default function () { for (let i = 0; i < 3; i++) { const s = new WebSocket(`${__ENV.URL}/count?n=50`); s.onmessage = () => {}; } }
