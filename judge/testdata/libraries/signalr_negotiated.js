// checks: 3
import * as signalR from '@microsoft/signalr';
import { check } from 'k6';

export default async function () {
  const hub = new signalR.HubConnectionBuilder()
    .withUrl(`http://${__ENV.HOST}/hub`, { accessTokenFactory: () => 'secret' })
    .configureLogging(signalR.LogLevel.None)
    .build();
  let told;
  hub.on('told', (...all) => (told = all));
  await hub.start(); // asks by fetch how to connect
  const sum = await hub.invoke('Join', 'a', 'é');
  check(null, {
    'what was negotiated': () => hub.state === 'Connected' && hub.connectionId === 'c',
    'a result': () => sum === 'a+é',
    'a call of the server': () => told.join() === 'Join,a,é',
  });
  await hub.stop();
}
