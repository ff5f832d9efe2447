import { createSignal, onCleanup } from 'solid-js';

/** An element's size in px, as it changes: the size, and the ref that says which element. */
export function createElementSize(): [
  () => { width: number; height: number },
  (element: HTMLElement) => void,
] {
  const [size, setSize] = createSignal({ width: 0, height: 0 });
  const observer = new ResizeObserver(([entry]) => {
    if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
  });
  onCleanup(() => observer.disconnect());
  return [size, (element) => observer.observe(element)];
}
