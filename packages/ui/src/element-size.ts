import { createSignal, onCleanup } from 'solid-js';

/** Tracks an element's size in px. Returns the size and a ref for the element. */
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
