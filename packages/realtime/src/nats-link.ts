import type { NatsConnection } from '@nats-io/transport-node';
import type { OnBusError } from './bus.ts';

/** Ask the server for confirmation after this many bytes, and stop sending at this many unconfirmed bytes. */
const CONFIRM_BYTES = 1024 * 1024;
const MAX_UNCONFIRMED_BYTES = 32 * 1024 * 1024;

/**
 * Watches whether the server is connected and keeps reading. Otherwise messages would pile up in memory, so `maySend`
 * returns false. `announceLoss` is called once the server is back, to tell others that messages were lost.
 */
export function watchNatsLink(connection: NatsConnection, onError: OnBusError, announceLoss: () => void) {
  let isDisconnected = false;
  let hasLost = false;
  let isConfirming = false;
  let unconfirmed = 0;

  /** Resolves when the server has received everything sent so far, across any number of reconnects. */
  async function confirmed() {
    while (true) {
      try {
        // The library leaves a flush unsettled when the connection is closed for good.
        await Promise.race([connection.flush(), connection.closed()]);
        if (!connection.isClosed()) return;
      } catch (error) {
        // Interrupted by a reconnect: the library restores the subscriptions, so try again.
        if (!connection.isClosed()) continue;
        throw error;
      }
      throw new Error('The bus was closed');
    }
  }

  async function confirmBytes() {
    isConfirming = true;
    const bytes = unconfirmed;
    await confirmed();
    unconfirmed -= bytes;
    isConfirming = false;
    if (!hasLost) return;
    hasLost = false;
    announceLoss();
  }

  /** Closing rejects pending flushes, which is no error. */
  function reportUnlessClosed(error: unknown) {
    if (!connection.isClosed()) onError(error);
  }

  async function followStatus() {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') isDisconnected = true;
      if (status.type === 'error') onError(status.error);
      if (status.type !== 'reconnect') continue;
      isDisconnected = false;
      // Only after the subscriptions are restored, so that those who reload now miss nothing afterwards.
      confirmed().then(announceLoss).catch(reportUnlessClosed);
    }
  }
  followStatus();

  return {
    confirmed,
    /** Whether the message may be sent; if not, it must be dropped. */
    maySend(body: string) {
      if (isDisconnected || connection.isClosed()) return false;
      if (unconfirmed > MAX_UNCONFIRMED_BYTES) {
        hasLost = true;
        return false;
      }
      unconfirmed += body.length;
      if (unconfirmed > CONFIRM_BYTES && !isConfirming) confirmBytes().catch(reportUnlessClosed);
      return true;
    },
    /** Waits until the server has received everything, at most `timeoutMs`; returns immediately while disconnected. */
    async flush(timeoutMs: number) {
      if (isDisconnected) return;
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      });
      await Promise.race([confirmed(), timeout]).finally(() => clearTimeout(timer));
    },
  };
}
