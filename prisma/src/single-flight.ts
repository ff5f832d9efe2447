/** Runs at most one load per key at a time; concurrent calls share its result. */
interface SingleFlight<T> {
  get(key: string, load: () => Promise<T>): Promise<T>;
  /** Makes later calls load again instead of joining loads in progress, which may be stale. */
  reset(): void;
}

/** Deduplicates concurrent database lookups. Results are not cached. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const inFlight = new Map<string, Promise<T>>();
  return {
    get(key, load) {
      const running = inFlight.get(key);
      if (running) return running;
      const loading = load();
      inFlight.set(key, loading);
      const done = () => inFlight.get(key) === loading && inFlight.delete(key);
      loading.then(done, done);
      return loading;
    },
    reset: () => inFlight.clear(),
  };
}
