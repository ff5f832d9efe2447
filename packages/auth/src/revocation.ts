import { type Bus, Revocation, topics } from '@sitecast/realtime';

/** Ends access in all processes: in this one synchronously, in the others over the bus. */
export interface Revocations {
  /** Call after the change is committed. */
  revoke(...revoked: Revocation[]): void;
  /** `keys` are those of `revocationKeysOf`; `'everything'` if messages may have been missed. Returns a function that unsubscribes. */
  onRevoked(listener: (keys: string[] | 'everything') => void): () => void;
  close(): void;
}

/** Connects to the bus. After a reconnect, listeners receive `'everything'`. */
export async function createRevocations(bus: Bus): Promise<Revocations> {
  const listeners = new Set<(keys: string[] | 'everything') => void>();
  const notify = (keys: string[] | 'everything') => {
    for (const listener of listeners) listener(keys);
  };
  const unsubscribe = await bus.subscribe(topics.revoked, (message) => {
    const revocation = Revocation.safeParse(message);
    notify(revocation.success ? [keyOf(revocation.data)] : 'everything');
  });
  const removeReconnectListener = bus.onReconnect(() => notify('everything'));

  return {
    revoke(...revoked) {
      notify(revoked.map(keyOf));
      for (const revocation of revoked) bus.publish(topics.revoked, revocation);
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      unsubscribe();
      removeReconnectListener();
    },
  };
}

function keyOf({ kind, id }: Revocation): string {
  return `${kind}:${id}`;
}
