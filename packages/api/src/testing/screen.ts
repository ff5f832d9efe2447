import type { DeviceMessage, DeviceSnapshot } from '@sitecast/protocol/messages';
import type { createDeviceCaller } from '../root.ts';

export type DeviceCaller = ReturnType<typeof createDeviceCaller>;

/** A screen that is connected: its subscription, without a socket. */
export interface TestScreen extends AsyncDisposable {
  snapshot: DeviceSnapshot;
  /** What has come since the snapshot, and was not taken by `next` yet. */
  readonly waiting: readonly DeviceMessage[];
  /** The next message; waits for it. Null when the server has ended the subscription. */
  next(): Promise<DeviceMessage | null>;
  /** The connection is gone, as when somebody pulls the plug. */
  disconnect(): Promise<void>;
}

/** @param call a caller of the device's router that ends its subscriptions with `signal` */
export async function connectScreen(call: (signal: AbortSignal) => DeviceCaller): Promise<TestScreen> {
  const connection = new AbortController();
  const messages = (await call(connection.signal).device.messages()) as AsyncIterable<DeviceMessage>;
  const iterator = messages[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done || first.value.event !== 'device:snapshot')
    throw new Error('The first message is no snapshot');

  const waiting: DeviceMessage[] = [];
  let ended = false;
  let wake = () => {};
  const reading = (async () => {
    for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
      waiting.push(step.value);
      wake();
    }
  })().finally(() => {
    ended = true;
    wake();
  });

  async function disconnect() {
    connection.abort();
    await reading;
  }
  return {
    snapshot: first.value,
    waiting,
    async next() {
      while (waiting.length === 0 && !ended) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return waiting.shift() ?? null;
    },
    disconnect,
    [Symbol.asyncDispose]: disconnect,
  };
}
