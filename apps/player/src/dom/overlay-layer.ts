import { overlayStyle } from '@sitecast/protocol/overlay-look';
import { placeOverlay, type Size } from '@sitecast/protocol/placement';
import type { OverlayView } from '../core/overlay-view.ts';
import { drawing, element } from './element.ts';
import { createMedia, type Media } from './media.ts';

export interface OverlayLayerEvents {
  ready(pipId: string): void;
  failed(pipId: string, reason: string): void;
  /** The overlay's close button was pressed. */
  closed(pipId: string): void;
  /** An internal error; the layer keeps working. */
  broke(error: unknown): void;
}

export interface OverlayLayer {
  /** Draws exactly these overlays. Existing ones keep their DOM nodes; only rank and visibility are updated. */
  render(overlays: readonly OverlayView[]): void;
  /** Repositions the overlays for a new picture size. */
  resize(picture: Size): void;
  /** Presses the close button of the topmost overlay that has one. Returns false if there is none. */
  closeTopmost(): boolean;
  /** Moves the focus between close buttons. */
  moveFocus(by: 1 | -1): void;
}

interface Drawn {
  view: OverlayView;
  box: HTMLElement;
  media: Media;
  closeButton: HTMLButtonElement | null;
}

/** Draws overlays into `root`. An overlay that fails is removed and reported without affecting the others. */
export function createOverlayLayer(
  root: HTMLElement,
  picture: Size,
  labels: { close: string },
  events: OverlayLayerEvents,
): OverlayLayer {
  const drawn = new Map<string, Drawn>();

  function guarded(work: () => void, onError: (error: unknown) => void = events.broke): void {
    try {
      work();
    } catch (error) {
      onError(error);
    }
  }

  function add(view: OverlayView): void {
    const { show } = view;
    const { pip_id } = show;
    const media = createMedia(show, {
      ready: () => events.ready(pip_id),
      failed: (reason) => events.failed(pip_id, reason),
    });
    const closeButton = show.close_button
      ? createCloseButton(labels.close, () => events.closed(pip_id))
      : null;
    const box = createBox(view, media, closeButton);
    const entry = { view, box, media, closeButton };
    drawn.set(pip_id, entry);
    position(entry, picture);
    apply(entry, view);
    // Before it is inserted: an iframe without a URL would load an empty page.
    media.start();
    root.appendChild(box);
  }

  function remove(pipId: string, { box, media, closeButton }: Drawn): void {
    drawn.delete(pipId);
    if (closeButton) closeButton.onclick = null;
    guarded(() => media.destroy());
    guarded(() => root.removeChild(box));
  }

  /** Visible overlays with a close button, lowest first. */
  function closable(): Drawn[] {
    return [...drawn.values()]
      .filter(({ view, closeButton }) => closeButton && view.appearance === 'visible')
      .sort((a, b) => a.view.rank - b.view.rank);
  }

  return {
    render(overlays) {
      const wanted = new Set(overlays.map(({ show }) => show.pip_id));
      for (const [pipId, entry] of [...drawn]) if (!wanted.has(pipId)) remove(pipId, entry);
      for (const view of overlays) {
        const { pip_id } = view.show;
        const entry = drawn.get(pip_id);
        guarded(
          () => (entry ? apply(entry, view) : add(view)),
          (error) => events.failed(pip_id, `it could not be drawn: ${String(error)}`),
        );
      }
      // So that OK on a remote control presses it. Focus inside a web page is left alone, as someone may be typing.
      if (!document.activeElement || document.activeElement === document.body) {
        const closers = closable();
        closers[closers.length - 1]?.closeButton?.focus();
      }
    },
    resize(size) {
      picture = size;
      for (const entry of drawn.values()) guarded(() => position(entry, size));
    },
    closeTopmost() {
      const closers = closable();
      const focused = closers.find(({ closeButton }) => closeButton === document.activeElement);
      const topmost = focused ?? closers[closers.length - 1];
      topmost?.closeButton?.click();
      return topmost !== undefined;
    },
    moveFocus(by) {
      const closers = closable();
      if (closers.length === 0) return;
      const at = closers.findIndex(({ closeButton }) => closeButton === document.activeElement);
      closers[(at + by + closers.length) % closers.length]?.closeButton?.focus();
    },
  };
}

function apply(entry: Drawn, view: OverlayView): void {
  entry.view = view;
  // By z-index, because moving the node would reload an iframe.
  entry.box.style.zIndex = String(view.rank);
  entry.box.setAttribute('data-appearance', view.appearance);
  entry.media.appear(view.appearance);
}

function position({ box, view: { show } }: Drawn, picture: Size): void {
  const { left, top, width, height } = placeOverlay(show.position, show, picture);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
  box.style.width = `${width}px`;
  box.style.height = `${height}px`;
}

function createBox(
  { show, fresh }: OverlayView,
  media: Media,
  closeButton: HTMLButtonElement | null,
): HTMLElement {
  media.element.classList.add('pip-media');
  const box = element('div', `pip pip-${show.type}${fresh ? ' pip-fresh' : ''}`, media.element);
  box.setAttribute('data-pip', show.pip_id);
  const style = overlayStyle(show, (length) => `${length}px`);
  setStyle(box, style.box);
  if (show.title) {
    const title = element('div', 'pip-title', element('span', 'pip-title-text', show.title));
    setStyle(title, style.title);
    box.classList.add('pip-titled');
    box.insertBefore(title, media.element);
  }
  if (closeButton) {
    box.classList.add('pip-closable');
    box.appendChild(closeButton);
  }
  return box;
}

function setStyle(target: HTMLElement, style: Record<string, string | undefined>): void {
  for (const name of Object.keys(style)) {
    const value = style[name];
    if (value !== undefined) target.style.setProperty(name, value);
  }
}

function createCloseButton(label: string, onPress: () => void): HTMLButtonElement {
  const button = element('button', 'pip-close', drawing('pip-close-cross', 24, 'M6 6l12 12M18 6L6 18'));
  button.type = 'button';
  button.setAttribute('aria-label', label);
  button.onclick = onPress;
  return button;
}
