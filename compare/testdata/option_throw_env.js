// differs: failed dials: ws_session_duration
// env: K6_THROW=true
import ws from 'k6/ws';
export default function () { try { ws.connect('http://x', () => {}); } catch (e) { console.log(String(e)); } console.log('end'); }
