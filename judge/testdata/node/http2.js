'use strict';
// server.js, with its WebSockets on the streams of Node's own HTTP/2 server (RFC 8441), too: a
// stream stands in for the TCP connection that ws expects. It says the address as "http2".
const http2 = require('node:http2');
const { Duplex } = require('node:stream');
const server = require('./server.js');

class Stream extends Duplex {
  constructor(stream) {
    super();
    this.stream = stream;
    this.bytesRead = 0;
    this.bytesWritten = 0;
    this.head = Buffer.alloc(0); // of the answer in HTTP/1.1; null once it is out
    stream.on('data', (data) => {
      this.bytesRead += data.length;
      if (!this.push(data)) stream.pause();
    });
    stream.on('end', () => this.push(null));
    stream.on('error', (error) => this.destroy(error));
    stream.on('close', () => this.destroy(stream.rstCode ? new Error(`reset ${stream.rstCode}`) : null));
  }

  _read() {
    this.stream.resume();
  }

  _write(data, encoding, done) {
    if (this.head) {
      const all = Buffer.concat([this.head, data]);
      const end = all.indexOf('\r\n\r\n');
      if (end < 0) {
        this.head = all;
        done();
        return;
      }
      this.answer(all.subarray(0, end).toString());
      data = all.subarray(end + 4);
    }
    this.bytesWritten += data.length;
    this.stream.write(data, done);
  }

  answer(text) {
    this.head = null;
    const [status, ...lines] = text.split('\r\n');
    const code = Number(status.split(' ')[1]);
    const fields = { ':status': code === 101 ? 200 : code };
    for (const line of lines) {
      const [name, value] = line.split(/: (.*)/);
      if (!/^(upgrade|connection|sec-websocket-accept)$/i.test(name)) fields[name.toLowerCase()] = value;
    }
    this.stream.respond(fields);
  }

  _final(done) {
    this.stream.end(done);
  }

  _destroy(error, done) {
    if (!this.stream.writableEnded && !this.stream.destroyed) this.stream.end();
    this.stream.resume(); // what nobody reads must not keep the stream
    done(error);
  }

  resetAndDestroy() {
    this.stream.close(http2.constants.NGHTTP2_CANCEL);
    this.destroy();
  }

  setTimeout() {}
  setNoDelay() {}
}

let sessions = 0;
const door = http2.createServer({ settings: { enableConnectProtocol: true, maxConcurrentStreams: 20 } });
door.on('session', () => sessions++);
door.on('stream', (stream, headers) => {
  if (headers[':method'] === 'GET' && headers[':path'] === '/sessions') {
    stream.respond({ ':status': 200 });
    stream.end(String(sessions));
    return;
  }
  if (headers[':method'] !== 'CONNECT' || headers[':protocol'] !== 'websocket') {
    stream.respond({ ':status': 400 }, { endStream: true });
    return;
  }
  const fields = { upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==' };
  for (const name of Object.keys(headers)) if (name[0] !== ':') fields[name] = headers[name];
  server.emit('upgrade', { method: 'GET', url: headers[':path'], headers: fields }, new Stream(stream), Buffer.alloc(0));
});
door.listen(0, '127.0.0.1', () => console.log('http2', `127.0.0.1:${door.address().port}`));
