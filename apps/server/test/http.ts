import { type IncomingMessage, request } from 'node:http';
import { checkAnswer } from './openapi-answers.ts';

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  /** A session or a token, for `Authorization`. */
  bearer?: string;
  cookie?: string;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, without a content type of its own. */
  body?: string | Buffer;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The body read as JSON. */
  json: () => Record<string, unknown>;
}

/**
 * One HTTP request as raw as a test needs it: the path and every header go out as they are given. An answer of a route
 * of the REST API that is not as the OpenAPI document says fails the test.
 */
export function ask(base: string, path: string, options: Ask = {}): Promise<Answer> {
  const { bearer, cookie, json } = options;
  const body = json === undefined ? options.body : JSON.stringify(json);
  const { hostname, port } = new URL(base);
  const method = options.method ?? (body === undefined ? 'GET' : 'POST');
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        path,
        method,
        agent: false,
        headers: {
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
          ...(cookie === undefined ? {} : { cookie }),
          ...options.headers,
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        const done = () => {
          const text = Buffer.concat(parts).toString();
          const { statusCode: status = 0, headers } = answer;
          try {
            checkAnswer(method, path, { status, headers, text });
            resolve({ status, headers, text, json: () => JSON.parse(text) });
          } catch (error) {
            reject(error);
          }
        };
        answer.on('data', (part: Buffer) => {
          parts.push(part);
          // One that has no end is read up to its first event.
          if (!isStream(answer) || !part.includes('data:')) return;
          sent.destroy();
          done();
        });
        answer.on('error', reject);
        answer.on('end', done);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function isStream({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.startsWith('text/event-stream') ?? false;
}
