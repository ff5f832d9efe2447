/** Creates an element with a class and children. Strings become text nodes, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  for (const child of children)
    made.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** An SVG of one path in a `size` × `size` view box. */
export function drawing(className: string, size: number, path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', path);
  svg.appendChild(shape);
  return svg;
}

/** The logo: three arcs above a base line. */
export function mark(): SVGElement {
  return drawing(
    'mark',
    32,
    'M3 26h26M11.5 21a4.5 4.5 0 0 1 9 0M7 21a9 9 0 0 1 18 0M2.5 21a13.5 13.5 0 0 1 27 0',
  );
}

export function empty(parent: Element): void {
  while (parent.lastChild) parent.removeChild(parent.lastChild);
}
