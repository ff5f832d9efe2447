import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** Whether the page is visible: false behind other tabs. */
export function createPageVisible(): Accessor<boolean> {
  const [visible, setVisible] = createSignal(!document.hidden);
  const update = () => setVisible(!document.hidden);
  document.addEventListener('visibilitychange', update);
  onCleanup(() => document.removeEventListener('visibilitychange', update));
  return visible;
}

/** Whether an element is in the viewport or close to it, and the ref that observes it. */
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
