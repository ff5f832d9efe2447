import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export interface Installation {
  url: string;
  /** As the log prints it; null when the setup is done. */
  setupCode: string | null;
  /** Ctrl-C: resolves to the exit code. */
  stop(): Promise<number | null>;
}

/**
 * The built server as a process of its own, as `npm start` runs it. Resolves when its log says it is ready.
 *
 * @param settings what else its environment says, such as `DEMO`
 */
export async function startInstallation(
  dataDir: string,
  port: number,
  settings: Record<string, string> = {},
): Promise<Installation> {
  const server = spawn(process.execPath, [file('apps/server/dist/main.js')], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url, setupCode } = await readiness(server);
  return {
    url,
    setupCode,
    async stop() {
      if (server.exitCode === null && server.kill('SIGINT')) await once(server, 'exit');
      return server.exitCode;
    },
  };
}

async function readiness(server: ChildProcess): Promise<Pick<Installation, 'url' | 'setupCode'>> {
  let setupCode: string | null = null;
  for await (const line of createInterface(server.stdout!)) {
    const { msg } = JSON.parse(line) as { msg: string };
    setupCode ??= /Setup code: (\S+)/.exec(msg)?.[1] ?? null;
    const url = /ready: (\S+)/.exec(msg)?.[1];
    if (url) return { url, setupCode };
  }
  throw new Error('The server ended before it was ready');
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects of an answer.
  body: any;
}

/** A request as a script makes it. */
export async function request(
  url: string,
  method: string,
  token: string | null,
  body?: unknown,
): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
}

/** `npx sitecast …` with a home of its own. */
export function sitecast(home: string) {
  return (args: string[], stdin = '') =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const env = { PATH: process.env.PATH, HOME: home };
      const child = execFile(file('node_modules/.bin/sitecast'), args, { env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
      );
      child.stdin?.end(stdin);
    });
}

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360"><rect width="100%" height="100%" fill="teal"/></svg>';

/** A web server somewhere else, with a picture and a page to show. */
export async function startMedia() {
  const server = createServer((req, res) => {
    const isPage = req.url === '/page.html';
    res.setHeader('content-type', isPage ? 'text/html' : 'image/svg+xml');
    res.end(isPage ? '<!doctype html><title>Notice</title><h1>Notice</h1>' : PICTURE);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    picture: `http://127.0.0.1:${port}/picture.svg`,
    page: `http://127.0.0.1:${port}/page.html`,
    close: () => void server.close(),
  };
}
