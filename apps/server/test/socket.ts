import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface TestSocket extends AsyncDisposable {
  /** Everything that came, oldest first. */
  readonly messages: Message[];
  /** Resolves when the server has closed it, or refused it: then `code` is the HTTP status. */
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly ws: WebSocket;
  /** Calls a procedure and resolves to the answer's `result` or `error`. */
  call(method: 'query' | 'mutation', path: string, input?: unknown): Promise<Message>;
  /** Subscribes; resolves to the first value. The later ones are in `messages`. */
  subscribe(path: string, input?: unknown): Promise<unknown>;
  /** The first message that `matches`, among those that came and those to come. */
  find(matches: (message: Message) => boolean): Promise<Message>;
}

interface Message {
  id?: number | null;
  method?: string;
  result?: { type?: string; data?: unknown };
  error?: { data: { appCode: string; httpStatus: number } };
}

interface Options {
  /** Connection params: credentials of the CLI and of players. */
  params?: Record<string, string>;
  headers?: Record<string, string>;
}

/** A WebSocket as a client of the server would open it, with nothing between it and the test. */
export async function openSocket(
  url: string,
  path: string,
  { params, headers }: Options = {},
): Promise<TestSocket> {
  const query = params ? '?connectionParams=1' : '';
  const ws = new WebSocket(`${url.replace(/^http/, 'ws')}${path}${query}`, { headers });
  const messages: Message[] = [];
  let wake = () => {};
  ws.on('message', (data) => {
    messages.push(JSON.parse(String(data)) as Message);
    wake();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    ws.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
    ws.once('unexpected-response', (_, response) => {
      resolve({ code: response.statusCode!, reason: '' });
      ws.terminate();
    });
    ws.on('error', () => {});
  });
  await Promise.race([once(ws, 'open').catch(() => {}), closed]);
  if (params && ws.readyState === ws.OPEN)
    ws.send(JSON.stringify({ method: 'connectionParams', data: params }));

  async function find(matches: (message: Message) => boolean): Promise<Message> {
    for (let seen = 0; ; seen++) {
      while (seen >= messages.length) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (matches(messages[seen]!)) return messages[seen]!;
    }
  }

  let id = 0;
  function send(method: string, path: string, input?: unknown): number {
    ws.send(JSON.stringify({ id: ++id, method, params: { path, input } }));
    return id;
  }
  return {
    messages,
    closed,
    ws,
    find,
    call(method, procedure, input) {
      const asked = send(method, procedure, input);
      return find((message) => message.id === asked);
    },
    async subscribe(procedure, input) {
      const asked = send('subscription', procedure, input);
      const first = await find(
        ({ id: answered, result, error }) =>
          answered === asked && (result?.data !== undefined || error !== undefined),
      );
      if (first.error) throw new Error(`${procedure} was refused: ${JSON.stringify(first.error)}`);
      return first.result!.data;
    },
    async [Symbol.asyncDispose]() {
      ws.terminate();
      await closed;
    },
  };
}

/** The options of a person's or a program's socket. @param token a session or a token */
export function bearer(token: string) {
  return { params: { authorization: `Bearer ${token}` } };
}

/** The options of a screen's socket. */
export function device({ id, secret }: { id: string; secret: string }) {
  return { params: { deviceId: id, secret } };
}
