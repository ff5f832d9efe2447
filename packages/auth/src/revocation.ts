import { type Bus, Revocation, topics } from '@sitecast/realtime';

/** Ends access in every process: tells this one at once and the others over the bus. */
export interface Revocations {
  /** Call after the change is committed. */
  revoke(...revoked: Revocation[]): void;
  /** `keys` are in the form of `livesOn`; `'everything'` when events may have been missed. Returns its own removal. */
  onRevoked(listener: (keys: string[] | 'everything') => void): () => void;
  close(): void;
}

/** Connects to the bus; when the bus was away, listeners are told to forget everything they believed. */
export async function createRevocations(bus: Bus): Promise<Revocations> {
  const listeners = new Set<(keys: string[] | 'everything') => void>();
  const tell = (keys: string[] | 'everything') => {
    for (const listener of listeners) listener(keys);
  };
  const unsubscribe = await bus.subscribe(topics.revoked, (message) => {
    const revocation = Revocation.safeParse(message);
    tell(revocation.success ? [keyOf(revocation.data)] : 'everything');
  });
  const stopWatching = bus.onReconnect(() => tell('everything'));

  return {
    revoke(...revoked) {
      tell(revoked.map(keyOf));
      for (const revocation of revoked) bus.publish(topics.revoked, revocation);
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      unsubscribe();
      stopWatching();
    },
  };
}

function keyOf({ kind, id }: Revocation): string {
  return `${kind}:${id}`;
}
