// checks: 3
import * as signalR from '@microsoft/signalr';
import { check } from 'k6';

// Only negotiation would ask HTTP for anything.
class NoHttp extends signalR.HttpClient {}

export default async function () {
  const hub = new signalR.HubConnectionBuilder()
    .withUrl(`http://${__ENV.HOST}/hub`, { skipNegotiation: true, transport: signalR.HttpTransportType.WebSockets, httpClient: new NoHttp() })
    .configureLogging(signalR.LogLevel.None)
    .build();
  let told;
  hub.on('told', (...all) => (told = all));
  await hub.start();
  const sum = await hub.invoke('Join', 'a', 'é');
  check(null, {
    'the state': () => hub.state === 'Connected',
    'a result': () => sum === 'a+é',
    'a call of the server': () => told.join() === 'Join,a,é',
  });
  await hub.stop();
}
