// @vitest-environment node
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { CloseCode } from '@sitecast/protocol/close-code';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { SILENCE_MS, WATCH_MS, watchLive } from './connection.ts';
import type { AccessCheck, Phase } from './machine.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Waits for network events while the clock stands still. */
async function until(check: () => void): Promise<void> {
  const giveUpAt = performance.now() + 5_000;
  for (;;) {
    try {
      return check();
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await setImmediate();
    }
  }
}

/** A real server with configurable responses, and a page that watches its stream. */
async function watched({ access = 'unreachable' as AccessCheck } = {}) {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const server = new WebSocketServer({ noServer: true });
  let refuseWith: string | undefined;
  let tries = 0;
  http.on('upgrade', (req: IncomingMessage, socket, head) => {
    tries++;
    if (refuseWith) return void socket.end(`HTTP/1.1 ${refuseWith}\r\nConnection: close\r\n\r\n`);
    server.handleUpgrade(req, socket, head, (ws) => ws.send('snapshot'));
  });
  const messages: string[] = [];
  const phases: Phase[] = [];
  const connection = watchLive({
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    WebSocket,
    onMessage: (text) => messages.push(text),
    onPhase: (phase) => phases.push(phase),
    checkAccess: async () => access,
  });
  onTestFinished(async () => {
    connection.close();
    for (const ws of server.clients) ws.terminate();
    http.close();
  });
  return {
    connection,
    messages,
    phases,
    tries: () => tries,
    open: () => server.clients.size,
    send(text: string) {
      for (const ws of server.clients) ws.send(text);
    },
    closeAll(code: number) {
      for (const ws of server.clients) ws.close(code);
    },
    refuse: (status: string | undefined) => {
      refuseWith = status;
    },
    phase: (phase: Phase) => until(() => expect(phases.at(-1)).toBe(phase)),
  };
}

describe('a page that shows a meter', () => {
  test('is connected only while it is visible', async () => {
    const page = await watched();
    expect(page.tries()).toBe(0);
    page.connection.show(true);
    await page.phase('live');
    await until(() => expect(page.messages).toEqual(['snapshot']));

    page.connection.show(false);
    await until(() => expect(page.open()).toBe(0));
    vi.advanceTimersByTime(WATCH_MS * 4);
    expect(page.tries()).toBe(1);

    page.connection.show(true);
    await until(() => expect(page.messages).toHaveLength(2));
    expect(page.phases).toEqual(['connecting', 'live', 'hidden', 'connecting', 'live']);
  });

  test('pauses after fifteen minutes until resumed', async () => {
    const page = await watched();
    page.connection.show(true);
    await until(() => expect(page.messages).toEqual(['snapshot']));
    // The meter sends values all the time.
    for (let passed = 0; passed < WATCH_MS; passed += 30_000) {
      page.send('frame');
      await until(() => expect(page.messages).toHaveLength(2 + passed / 30_000));
      vi.advanceTimersByTime(29_999);
      expect(page.phases.at(-1)).toBe('live');
      vi.advanceTimersByTime(1);
    }
    expect(page.phases.at(-1)).toBe('paused');
    await until(() => expect(page.open()).toBe(0));

    page.connection.resume();
    await page.phase('live');
    vi.advanceTimersByTime(SILENCE_MS - 1);
    expect(page.phases.at(-1)).toBe('live');
  });

  test('reconnects after a server restart', async () => {
    const page = await watched();
    page.connection.show(true);
    await page.phase('live');
    page.refuse('503 Service Unavailable');
    page.closeAll(CloseCode.ServiceRestart);
    await page.phase('reconnecting');
    for (let tries = 2; tries < 5; tries++) {
      await until(() => {
        vi.advanceTimersByTime(30_000);
        expect(page.tries()).toBeGreaterThanOrEqual(tries);
      });
    }
    page.refuse(undefined);
    await until(() => {
      vi.advanceTimersByTime(1_000);
      expect(page.phases.at(-1)).toBe('live');
    });
    vi.advanceTimersByTime(WATCH_MS);
    expect(page.phases.at(-1)).toBe('paused');
  });

  test('detects a dead connection', async () => {
    const page = await watched();
    page.connection.show(true);
    await until(() => expect(page.messages).toHaveLength(1));
    vi.advanceTimersByTime(SILENCE_MS);
    expect(page.phases.at(-1)).toBe('reconnecting');
    vi.advanceTimersByTime(500);
    await page.phase('live');
    await until(() => expect(page.open()).toBe(1));
  });

  test('stops when its link is revoked', async () => {
    const page = await watched();
    page.connection.show(true);
    await page.phase('live');
    page.closeAll(CloseCode.Revoked);
    await page.phase('refused');
    page.connection.resume();
    page.connection.show(true);
    vi.advanceTimersByTime(120_000);
    expect(page.tries()).toBe(1);
  });

  test.each([
    ['401 Unauthorized', 'refused'],
    ['404 Not Found', 'gone'],
  ] as const)('that is answered %s ends as %s', async (status, access) => {
    const page = await watched({ access });
    page.refuse(status);
    page.connection.show(true);
    await page.phase(access);
    vi.advanceTimersByTime(120_000);
    expect(page.tries()).toBe(1);
  });

  test('ignores messages of a closed socket', async () => {
    const page = await watched();
    page.connection.show(true);
    await until(() => expect(page.messages).toHaveLength(1));
    page.send('late');
    page.connection.close();
    await until(() => expect(page.open()).toBe(0));
    expect(page.messages).toEqual(['snapshot']);
    expect(page.phases).toEqual(['connecting', 'live']);
  });
});
