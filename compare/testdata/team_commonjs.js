const ws = require('k6/ws'); const { check } = require('k6'); const http = require('k6/http'); const { SharedArray } = require('k6/data'); const metrics = require('k6/metrics'); const { WebSocket, Blob } = require('k6/websockets');
const users = new SharedArray('u', () => JSON.parse(open('./team_config.json')).out.concat(['a', 'b']));
const t = new metrics.Trend('a_t');
module.exports.options = { iterations: 1 };
module.exports.default = function () {
  t.add(users.length);
  check(ws.connect(`${__ENV.URL}/echo`, function (s) { s.on('open', function () { s.send(users[0]); }); s.on('message', function (m) { console.log(m); s.close(); }); }), { ok: (r) => r.status === 101 });
  console.log(typeof http.get, typeof WebSocket, new Blob(['x', new Uint8Array([65])]).size, typeof module, typeof exports, typeof require);
};
