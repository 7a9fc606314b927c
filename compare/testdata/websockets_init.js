// differs: in the init context crashes: 
import { WebSocket } from 'k6/websockets';
new WebSocket(`${__ENV.URL}/echo`);
export default function () {}
