import { element, empty } from './element.ts';

/** Shows the screen's name and id above everything else, large enough to read from a distance. */
export function createIdentify(root: HTMLElement): (name: string, id: string, seconds: number) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (name, id, seconds) => {
    clearTimeout(timer);
    empty(root);
    root.appendChild(
      element('div', 'identify', element('p', 'identify-name', name), element('p', 'identify-id', id)),
    );
    timer = setTimeout(() => empty(root), seconds * 1000);
  };
}
