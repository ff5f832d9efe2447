import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from '../../../test/eventually.ts';
import { testBusContract } from './bus.contract.ts';
import { connectNatsBus } from './nats.ts';
import { freePort, startNatsServer } from './testing/index.ts';

const url = process.env.TEST_NATS_URL;

describe.skipIf(!url)('the NATS bus', () => {
  testBusContract(async (options) => {
    const prefix = `test-${randomUUID()}`;
    return Promise.all([
      connectNatsBus(url!, { ...options, prefix }),
      connectNatsBus(url!, { ...options, prefix }),
    ]);
  });

  test('installations with different prefixes on one server are separate', async () => {
    const [here, there] = await Promise.all([
      connectNatsBus(url!, { prefix: `test-${randomUUID()}` }),
      connectNatsBus(url!, { prefix: `test-${randomUUID()}` }),
    ]);
    await there.subscribe('device.1', () => true);
    expect(await here.request('device.1', {}, 2_000)).toEqual({ answered: false });
    await Promise.all([here.close(), there.close()]);
  });
});

describe.skipIf(!url)('when the NATS server', () => {
  const cleanups: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  async function startServer(port: number, ...args: string[]) {
    const child = await startNatsServer(port, ...args);
    cleanups.push(() => child.kill('SIGKILL'));
    return child;
  }

  function memoryInUse() {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  }

  async function connect(port: number) {
    const bus = await connectNatsBus(`nats://127.0.0.1:${port}`, { onError: () => {} });
    cleanups.push(() => bus.close());
    return bus;
  }

  test('is unreachable, connecting fails with the reason', async () => {
    const port = await freePort();
    await expect(connectNatsBus(`nats://127.0.0.1:${port}`)).rejects.toThrow(/refused/);
  });

  test('requires credentials, they are taken from the URL', async () => {
    const port = await freePort();
    await startServer(port, '--user', 'sitecast', '--pass', 'p@ss/word');
    const bus = await connectNatsBus(`nats://sitecast:p%40ss%2Fword@127.0.0.1:${port}`);
    expect(await bus.request('device.1', {}, 2_000)).toEqual({ answered: false });
    await bus.close();
    await expect(connectNatsBus(`nats://sitecast:wrong@127.0.0.1:${port}`)).rejects.toThrow(/authoriz/i);
  });

  test('requires a token, it is taken from the URL', async () => {
    const port = await freePort();
    await startServer(port, '--auth', 's3cret');
    const bus = await connectNatsBus(`nats://s3cret@127.0.0.1:${port}`);
    expect(await bus.request('device.1', {}, 2_000)).toEqual({ answered: false });
    await bus.close();
  });

  test.each(['localhost:4222', 'http://localhost:4222', 'not a url'])(
    'is called by a wrong URL (%s), connecting says so',
    async (wrong) => {
      await expect(connectNatsBus(wrong)).rejects.toThrow(TypeError);
    },
  );

  test('disconnects and comes back, everyone is notified and every subscription is restored', async () => {
    const port = await freePort();
    const first = await startServer(port);
    const [here, there] = await Promise.all([connect(port), connect(port)]);
    const received: unknown[] = [];
    await there.subscribe('revoked', (message) => {
      received.push(message);
    });
    await there.subscribe('device.1', () => 'here I am');
    const back = Promise.all(
      [here, there].map((bus) => new Promise<void>((resolve) => bus.onReconnect(resolve))),
    );

    first.kill('SIGKILL');
    await once(first, 'exit');
    await eventually(async () => {
      expect(await here.request('device.1', {}, 100)).toEqual({ answered: false });
    });
    const before = memoryInUse();
    const message = { text: 'x'.repeat(10_000) };
    for (let n = 0; n < 20_000; n++) here.publish('revoked', message);
    expect(memoryInUse() - before).toBeLessThan(100_000_000);
    const lateSubscription = there.subscribe('device.2', () => 'so am I');

    await startServer(port);
    await back;
    await lateSubscription;
    expect(await here.request('device.1', {}, 5_000)).toEqual({ answered: true, reply: 'here I am' });
    expect(await here.request('device.2', {}, 5_000)).toEqual({ answered: true, reply: 'so am I' });
    here.publish('revoked', 'after');
    await eventually(() => expect(received).toContain('after'));
    expect(received).toEqual(['after']);
  });

  test('stops reading, messages are dropped instead of piling up, and everyone is notified afterwards', async () => {
    const port = await freePort();
    const server = await startServer(port);
    const [here, there] = await Promise.all([connect(port), connect(port)]);
    const told = Promise.all(
      [here, there].map((bus) => new Promise<void>((resolve) => bus.onReconnect(resolve))),
    );
    server.kill('SIGSTOP');
    const before = memoryInUse();
    const message = { text: 'x'.repeat(100_000) };
    for (let n = 0; n < 2_000; n++) {
      here.publish('unit.1.frames', message);
      if (n % 50 === 0) await new Promise(setImmediate);
    }
    expect(memoryInUse() - before).toBeLessThan(100_000_000);
    server.kill('SIGCONT');
    await told;
  });

  test('is disconnected, the bus can still be closed', async () => {
    const port = await freePort();
    const server = await startServer(port);
    const bus = await connect(port);
    server.kill('SIGKILL');
    await once(server, 'exit');
    const late = bus.subscribe('unit.1', () => {});
    late.catch(() => {});
    await bus.close();
    await expect(late).rejects.toThrow(/closed/i);
  });
});
