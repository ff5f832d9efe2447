import type { DeviceMessage, DeviceSnapshot } from '@sitecast/protocol/messages';
import type { createDeviceCaller } from '../root.ts';

export type DeviceCaller = ReturnType<typeof createDeviceCaller>;

/** A connected screen: its subscription, without a socket. */
export interface TestScreen extends AsyncDisposable {
  snapshot: DeviceSnapshot;
  /** Messages received after the snapshot that `next` has not returned yet. */
  readonly waiting: readonly DeviceMessage[];
  /** Waits for the next message. Null when the server has ended the subscription. */
  next(): Promise<DeviceMessage | null>;
  /** Drops the connection. */
  disconnect(): Promise<void>;
}

/** @param call a caller of the device's router that ends its subscriptions with `signal` */
export async function connectScreen(call: (signal: AbortSignal) => DeviceCaller): Promise<TestScreen> {
  const connection = new AbortController();
  const messages = (await call(connection.signal).device.messages()) as AsyncIterable<DeviceMessage>;
  const iterator = messages[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done || first.value.event !== 'device:snapshot')
    throw new Error('The first message is not a snapshot');

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
