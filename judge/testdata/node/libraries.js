// The servers of libraries that stand on WebSockets: Socket.IO's and
// graphql-ws's own, and a hub that speaks SignalR's JSON protocol as far as its
// client asks. What they do is what testdata/libraries asks of them.
const { createServer } = require('node:http');
const { Server } = require('socket.io');
const { WebSocketServer } = require('ws');
const { useServer } = require('graphql-ws/use/ws');
const { buildSchema } = require('graphql');

const http = createServer();

const io = new Server(http, { transports: ['websocket'] });
io.of('/chat').on('connection', (socket) => {
  socket.on('echo', (text, bytes, answer) => answer(text, bytes, socket.handshake.auth.token));
  socket.on('ask', () => socket.emit('told', { n: 1, list: ['a', Buffer.from([1, 2, 3])] }));
});

const schema = buildSchema(`
  type Query { hello(name: String): String }
  type Subscription { count(to: Int!): Int }
`);
const roots = {
  query: { hello: ({ name }) => `hello ${name}` },
  subscription: {
    async *count({ to }) {
      for (let count = 1; count <= to; count++) yield { count };
    },
  },
};
const graphql = new WebSocketServer({ noServer: true, handleProtocols: () => 'graphql-transport-ws' });
useServer({ schema, roots }, graphql);

const hub = new WebSocketServer({ noServer: true });
const end = '\x1e';
hub.on('connection', (ws) => {
  let greeted = false;
  const say = (message) => ws.send(JSON.stringify(message) + end);
  const hear = (message) => {
    if (!greeted) {
      greeted = message.protocol === 'json';
      return say(greeted ? {} : { error: 'JSON only' });
    }
    if (message.type === 1) {
      say({ type: 1, target: 'told', arguments: [message.target, ...message.arguments] });
      say({ type: 3, invocationId: message.invocationId, result: message.arguments.join('+') });
    }
  };
  ws.on('message', (data) => data.toString().split(end).slice(0, -1).forEach((text) => hear(JSON.parse(text))));
});

// What a hub is asked by HTTP before its socket.
http.on('request', (request, response) => {
  if (request.method !== 'POST' || !request.url.startsWith('/hub/negotiate?')) return;
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({
    negotiateVersion: 1, connectionId: 'c', connectionToken: `t-${request.headers.authorization}`,
    availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }],
  }));
});

const others = { '/graphql': graphql, '/hub': hub };
http.on('upgrade', (request, tcp, head) => {
  const server = others[request.url.split('?')[0]];
  if (server) server.handleUpgrade(request, tcp, head, (ws) => server.emit('connection', ws, request));
});
http.listen(0, '127.0.0.1', () => console.log('libraries', `127.0.0.1:${http.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
