import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { WebSocket } from 'ws';

/** One tab of an engine as old as those in TVs: too old for Playwright. */
export interface OldTab extends AsyncDisposable {
  open(url: string): Promise<void>;
  /** The value of an expression in the page. */
  evaluate<T>(expression: string): Promise<T>;
  /** Uncaught errors and refused resources, as the console shows them. */
  problems: string[];
}

/** Chromium 64, out of an npm package; Tizen 5.0 has 63. */
export async function launchChromium64(): Promise<OldTab> {
  const home = await mkdtemp(join(tmpdir(), 'chromium-64-'));
  const binary = join(home, 'chromium');
  const packed = dirname(createRequire(import.meta.url).resolve('chrome-aws-lambda/package.json'));
  const decompress = promisify(brotliDecompress);
  await writeFile(binary, await decompress(await readFile(join(packed, 'bin/chromium-64.0.3264.0.br'))));
  await chmod(binary, 0o755);

  const browser = spawn(
    binary,
    [
      '--headless',
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--single-process',
      '--window-size=1280,720',
      '--remote-debugging-port=0',
      `--user-data-dir=${join(home, 'profile')}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const stop = async () => {
    if (browser.exitCode === null && browser.signalCode === null) {
      browser.kill('SIGKILL');
      await once(browser, 'exit');
    }
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const address = await listening(browser);
    // One of our own: its first tab may not be there yet.
    const tab = (await (await fetch(`${address}/json/new`)).json()) as { webSocketDebuggerUrl: string };
    return await attach(tab.webSocketDebuggerUrl, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listening(browser: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: browser.stderr! })) {
    const found = /DevTools listening on ws:\/\/([^/]+)/.exec(line);
    if (found) return `http://${found[1]}`;
  }
  throw new Error('Chromium 64 ended before it listened');
}

async function attach(url: string, stop: () => Promise<void>): Promise<OldTab> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const problems: string[] = [];
  const waiting = new Map<number, (answer: { result?: unknown; error?: { message: string } }) => void>();
  const events = new Map<string, () => void>();
  let last = 0;
  socket.on('message', (text) => {
    const message = JSON.parse(String(text));
    if (message.id !== undefined) return waiting.get(message.id)?.(message);
    if (message.method === 'Runtime.exceptionThrown') {
      const { text: what, exception } = message.params.exceptionDetails;
      problems.push(`${what} ${exception?.description ?? ''}`);
    }
    if (message.method === 'Log.entryAdded' && message.params.entry.level === 'error')
      problems.push(message.params.entry.text);
    events.get(message.method)?.();
  });
  const call = <T>(method: string, params: object = {}) =>
    new Promise<T>((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result as T);
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  await Promise.all([call('Page.enable'), call('Runtime.enable'), call('Log.enable')]);
  return {
    problems,
    async open(address) {
      const loaded = new Promise<void>((resolve) => events.set('Page.loadEventFired', resolve));
      await call('Page.navigate', { url: address });
      await loaded;
    },
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await call<{
        result: { value: T };
        exceptionDetails?: { text: string };
      }>('Runtime.evaluate', { expression, returnByValue: true });
      if (exceptionDetails) throw new Error(`${exceptionDetails.text} in ${expression}`);
      return result.value;
    },
    async [Symbol.asyncDispose]() {
      socket.terminate();
      await stop();
    },
  };
}
