/** Everything that is observed is in sight: happy-dom lays nothing out. */
class AllInSight {
  readonly #tell: IntersectionObserverCallback;
  constructor(tell: IntersectionObserverCallback) {
    this.#tell = tell;
  }
  observe(): void {
    this.#tell(
      [{ isIntersecting: true } as IntersectionObserverEntry],
      this as unknown as IntersectionObserver,
    );
  }
  disconnect(): void {}
}

globalThis.IntersectionObserver = AllInSight as unknown as typeof IntersectionObserver;
