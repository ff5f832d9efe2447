/** Look-ups of which one is under way at a time for each key: who asks meanwhile gets what it finds. */
interface SharedLookUps<T> {
  get(key: string, load: () => Promise<T>): Promise<T>;
  /** What is under way may be out of date: who asks from now on starts anew. */
  forget(): void;
}

/** A crowd that comes at once, with one question, asks the database once. */
export function shareLookUps<T>(): SharedLookUps<T> {
  const underWay = new Map<string, Promise<T>>();
  return {
    get(key, load) {
      const known = underWay.get(key);
      if (known) return known;
      const found = load();
      underWay.set(key, found);
      const done = () => underWay.get(key) === found && underWay.delete(key);
      found.then(done, done);
      return found;
    },
    forget: () => underWay.clear(),
  };
}
