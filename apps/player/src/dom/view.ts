import type { Orientation } from '@sitecast/protocol/messages';
import { pictureSize } from '@sitecast/protocol/placement';
import type { Link } from '../core/link.ts';
import type { OverlayView } from '../core/overlay-view.ts';
import { isOffline, screenOf } from '../core/screen.ts';
import type { Phrases } from '../i18n.ts';
import { element } from './element.ts';
import { createIdentify } from './identify.ts';
import { createOverlayLayer, type OverlayLayerEvents } from './overlay-layer.ts';
import { createScreens } from './screens.ts';

export interface ViewEvents extends OverlayLayerEvents {
  /** Someone at a replaced screen asked to take it back. */
  takeOver(): void;
}

export interface View {
  showLink(link: Link): void;
  showOverlays(overlays: readonly OverlayView[]): void;
  /** Blanks the screen when off, except while it is unpaired or replaced, which is always shown. */
  showPower(on: boolean): void;
  /** Shows the screen's name and id for this many seconds. */
  identify(seconds: number): void;
}

/** Escape on a keyboard; Back in browsers, on Tizen before and since 2.3, and on other remote controls. */
const BACK_KEYS = ['Escape', 'Esc', 'BrowserBack', 'GoBack', 'XF86Back', 'tizenback'];
const TIZEN_BACK = 10_009;

/**
 * The page, from bottom to top: the stage, the connection notice, the overlays and the identify screen. They rotate
 * together, so that a corner is always a corner of the picture viewers see.
 */
export function createView(page: Document, phrases: Phrases, events: ViewEvents): View {
  const window = page.defaultView as Window;
  const root = page.documentElement;
  const stage = page.getElementById('stage') as HTMLElement;
  const notice = page.getElementById('notice') as HTMLElement;
  const pip = page.getElementById('pip') as HTMLElement;
  let orientation: Orientation = 0;
  let screenOn = true;
  let current: Link | null = null;

  const picture = () => pictureSize({ width: window.innerWidth, height: window.innerHeight }, orientation);
  const overlays = createOverlayLayer(pip, picture(), { close: phrases('player.close') }, events);
  const identify = createIdentify(page.getElementById('identify') as HTMLElement);
  const drawScreen = createScreens(stage, phrases);
  notice.appendChild(element('p', 'offline', phrases('player.offline')));

  function lay(): void {
    const { width, height } = picture();
    root.setAttribute('data-orientation', String(orientation));
    root.setAttribute('data-shape', shapeOf(width / height));
    overlays.resize({ width, height });
  }

  function isReplaced(): boolean {
    return current?.connection === 'replaced';
  }

  function showPower(): void {
    const black = !screenOn && current?.device && !isReplaced();
    root.setAttribute('data-power', black ? 'off' : 'on');
  }

  function onKey(event: KeyboardEvent): void {
    if (BACK_KEYS.indexOf(event.key) >= 0 || event.keyCode === TIZEN_BACK) {
      if (overlays.closeTopmost()) event.preventDefault();
    } else if (/^Arrow/.test(event.key)) {
      overlays.moveFocus(/(Right|Down)$/.test(event.key) ? 1 : -1);
    } else if (isReplaced() && (event.key === 'Enter' || event.key === ' ')) {
      events.takeOver();
    }
  }

  window.addEventListener('resize', lay);
  page.addEventListener('keydown', onKey);
  page.addEventListener('click', () => {
    if (isReplaced()) events.takeOver();
  });
  lay();

  return {
    showLink(link) {
      current = link;
      orientation = link.orientation;
      lay();
      showPower();
      drawScreen(screenOf(link));
      notice.classList.toggle('is-offline', isOffline(link) && link.device !== null);
    },
    showOverlays: overlays.render,
    showPower(on) {
      screenOn = on;
      showPower();
    },
    identify(seconds) {
      if (current?.device && current.credentials)
        identify(current.device.name, current.credentials.deviceId, seconds);
    },
  };
}

/** Decides where the pairing screen puts the QR code, and how large the code is. */
function shapeOf(ratio: number): 'tall' | 'broad' | 'wide' {
  if (ratio < 1.2) return 'tall';
  return ratio < 1.6 ? 'broad' : 'wide';
}
