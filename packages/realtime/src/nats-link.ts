import type { NatsConnection } from '@nats-io/transport-node';
import type { OnBusError } from './bus.ts';

/** Ask the server to confirm after this many bytes, and send no more while this many are unconfirmed. */
const CONFIRM_BYTES = 1024 * 1024;
const MAX_UNCONFIRMED_BYTES = 32 * 1024 * 1024;

/**
 * Watches whether the server is there and reads. What is sent while it doesn't would pile up in memory, so
 * `maySend` refuses; `announceLoss` is called when the server is back and others have to know.
 */
export function watchNatsLink(connection: NatsConnection, onError: OnBusError, announceLoss: () => void) {
  let isAway = false;
  let hasLost = false;
  let isConfirming = false;
  let unconfirmed = 0;

  /** Resolves when the server has seen all that was sent so far, however often the connection breaks meanwhile. */
  async function confirmed() {
    while (true) {
      try {
        // The library leaves a flush unsettled when the connection is closed for good.
        await Promise.race([connection.flush(), connection.closed()]);
        if (!connection.isClosed()) return;
      } catch (error) {
        // Broken off by a reconnection: the library sends the subscriptions again, so ask again.
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

  /** Closing breaks off what waits; that is no news. */
  function reportUnlessClosed(error: unknown) {
    if (!connection.isClosed()) onError(error);
  }

  async function followStatus() {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') isAway = true;
      if (status.type === 'error') onError(status.error);
      if (status.type !== 'reconnect') continue;
      isAway = false;
      // Not before the subscriptions are in force again: whoever reads again now misses nothing after.
      confirmed().then(announceLoss).catch(reportUnlessClosed);
    }
  }
  followStatus();

  return {
    confirmed,
    /** False when a message of this length has to be dropped. */
    maySend(body: string) {
      if (isAway || connection.isClosed()) return false;
      if (unconfirmed > MAX_UNCONFIRMED_BYTES) {
        hasLost = true;
        return false;
      }
      unconfirmed += body.length;
      if (unconfirmed > CONFIRM_BYTES && !isConfirming) confirmBytes().catch(reportUnlessClosed);
      return true;
    },
    /** Waits until the server has everything, but no longer than this, and not at all while it is away. */
    async flush(timeoutMs: number) {
      if (isAway) return;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      });
      await Promise.race([confirmed(), patience]).finally(() => clearTimeout(timer));
    },
  };
}
