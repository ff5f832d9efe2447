import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';

interface TestEvent {
  id?: string;
  event?: string;
  data: Record<string, unknown>;
}

interface TestEvents extends Disposable {
  status: number;
  headers: IncomingMessage['headers'];
  /** All that came so far, as it came. */
  readonly text: string;
  readonly events: TestEvent[];
  /** The first event that `matches`, among those that came and those to come. */
  find(matches: (event: TestEvent) => boolean): Promise<TestEvent>;
  /** Resolves when the connection is over: to true when the server ended it in order. */
  readonly ended: Promise<boolean>;
  readonly socket: Socket;
}

/** `GET /api/events`, with nothing between the server and the test. */
export async function openEvents(
  url: string,
  headers: Record<string, string>,
  path = '/api/events',
): Promise<TestEvents> {
  const sent = request(`${url}${path}`, { headers, agent: false }).end();
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve);
    sent.on('error', reject);
  });
  let text = '';
  let wake = () => {};
  answer.setEncoding('utf8');
  const events: TestEvent[] = [];
  let open = '';
  answer.on('data', (part: string) => {
    text += part;
    const blocks = (open + part).split('\n\n');
    open = blocks.pop()!;
    events.push(...blocks.map(toEvent).filter(isEvent));
    wake();
  });
  answer.on('error', () => {});
  const ended = new Promise<boolean>((resolve) => answer.once('close', () => resolve(answer.complete)));
  return {
    status: answer.statusCode!,
    headers: answer.headers,
    get text() {
      return text;
    },
    events,
    async find(matches) {
      for (let seen = 0; ; ) {
        for (; seen < events.length; seen++) if (matches(events[seen]!)) return events[seen]!;
        await new Promise<void>((resolve, reject) => {
          wake = resolve;
          void ended.then(() => reject(new Error(`The stream is over. It said: ${text}`)));
        });
      }
    },
    ended,
    socket: answer.socket,
    [Symbol.dispose]: () => sent.destroy(),
  };
}

function toEvent(block: string): Partial<TestEvent> {
  const fields = block.split('\n').map((line) => {
    const [, name, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    return [name, name === 'data' ? JSON.parse(value!) : value];
  });
  return Object.fromEntries(fields.filter(([name]) => name !== undefined));
}

function isEvent(event: Partial<TestEvent>): event is TestEvent {
  return event.data !== undefined;
}
