import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** Whether the page is looked at: false behind other tabs. */
export function createPageVisible(): Accessor<boolean> {
  const [visible, setVisible] = createSignal(!document.hidden);
  const look = () => setVisible(!document.hidden);
  document.addEventListener('visibilitychange', look);
  onCleanup(() => document.removeEventListener('visibilitychange', look));
  return visible;
}

/** Whether an element is in sight or nearly so: that, and the ref that says which element. */
export function createInSight(): [Accessor<boolean>, (element: HTMLElement) => void] {
  const [inSight, setInSight] = createSignal(false);
  const pageVisible = createPageVisible();
  const observer = new IntersectionObserver(
    (entries) => setInSight(entries.at(-1)?.isIntersecting ?? false),
    { rootMargin: '120px' },
  );
  onCleanup(() => observer.disconnect());
  return [() => inSight() && pageVisible(), (element) => observer.observe(element)];
}
