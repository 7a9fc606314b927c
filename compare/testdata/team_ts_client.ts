// differs: pings and close frames: ws_msgs_sent
import { WebSocket } from 'k6/websockets';
import { check } from 'k6';
import { Counter } from 'k6/metrics';
import type { Options } from 'k6/options';

enum State { Idle, Open = 5, Done }
const enum Kind { Hello = 'HELLO', Bye = 'BYE' }
interface Message<T = unknown> { kind: Kind; payload?: T; at: number }
type Handler<T> = (m: Message<T>) => void;
abstract class Base<T extends { id: number }> {
  protected handlers: Map<Kind, Handler<T>[]> = new Map();
  private static count = 0;
  declare readonly ghost: string;
  constructor(protected readonly url: string, public state: State = State.Idle) { Base.count++; }
  on(kind: Kind, h: Handler<T>): this { (this.handlers.get(kind) ?? this.handlers.set(kind, []).get(kind)!).push(h); return this; }
  abstract run(): Promise<void>;
  static get made(): number { return Base.count; }
  get [Symbol.toStringTag](): string { return `Client(${State[this.state]})`; }
}
class Client extends Base<{ id: number; tags?: readonly string[] }> {
  #socket?: WebSocket;
  override async run(): Promise<void> {
    this.#socket = new WebSocket(this.url);
    await new Promise<void>((resolve, reject) => {
      this.#socket!.onopen = () => { this.state = State.Open; console.log(`${this}`); this.say(Kind.Hello, { id: 1 }); };
      this.#socket!.onmessage = (e: { data: string }) => {
        const m = JSON.parse(e.data) as Message<{ id: number }>;
        this.handlers.get(m.kind)?.forEach((h) => h(m));
        if (m.kind === Kind.Bye) this.#socket!.close(1000);
      };
      this.#socket!.onclose = () => { this.state = State.Done; resolve(); };
      this.#socket!.onerror = (e) => reject(e.error);
    });
  }
  say<P extends { id: number }>(kind: Kind, payload: P): void { this.#socket!.send(JSON.stringify({ kind, payload, at: 0 } satisfies Message<P>)); }
}
namespace Util { export const twice = <T,>(x: T): [T, T] => [x, x]; }
function over(a: string): string; function over(a: number): number; function over(a: any) { return a; }
const c = new Counter('a_ts');
export const options: Options = { iterations: 1, thresholds: { a_ts: ['count==2'] } };
export default async function (): Promise<void> {
  const client = new Client(`${__ENV.URL}/echo`);
  client.on(Kind.Hello, (m) => { c.add(1); console.log('hello', m.payload!.id); client.say(Kind.Bye, { id: 2 }); }).on(Kind.Bye, () => c.add(1));
  await client.run();
  console.log(`${client}`, Base.made, State[5], Util.twice(<any>'x').join(), over(4), 'ghost' in client, client.hasOwnProperty('ghost'));
  check(client, { done: (x: Client) => x.state === State.Done });
}
