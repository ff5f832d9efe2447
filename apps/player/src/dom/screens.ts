import type { Screen } from '../core/screen.ts';
import type { Phrases } from '../i18n.ts';
import { element, empty, mark } from './element.ts';
import { qrCode } from './qr.ts';

/** Draws the player's own screens into `stage`, redrawing only when their content has changed. */
export function createScreens(stage: HTMLElement, phrases: Phrases): (screen: Screen) => void {
  let drawn = '';
  return (screen) => {
    const wanted = JSON.stringify(screen);
    if (wanted === drawn) return;
    drawn = wanted;
    empty(stage);
    stage.appendChild(draw(screen, phrases));
  };
}

function draw(screen: Screen, phrases: Phrases): HTMLElement {
  switch (screen.name) {
    case 'connecting':
      return card('connecting', element('p', 'lead', phrases('player.connecting')));
    case 'pairing':
      return pairing(screen, phrases);
    case 'idle':
      return card(
        'idle',
        element('h1', 'name', screen.device),
        element('p', 'lead', screen.workspace),
        element('p', 'hint', phrases('player.nothingToPlay')),
      );
    case 'replaced':
      return card(
        'replaced',
        element('p', 'lead', phrases('player.shownElsewhere')),
        element('p', 'hint', phrases('player.takeOver')),
      );
  }
}

function card(name: string, ...lines: HTMLElement[]): HTMLElement {
  return element('main', `screen card ${name}`, mark(), ...lines);
}

function pairing({ code, pairUrl, serverUrl }: Extract<Screen, { name: 'pairing' }>, phrases: Phrases) {
  const digits = element(
    'p',
    'code',
    element('span', 'digits', code.slice(0, 3)),
    ' ',
    element('span', 'digits', code.slice(3)),
  );
  return element(
    'main',
    'screen pairing',
    element(
      'div',
      'pairing-words',
      element('div', 'brand', mark(), element('span', 'brand-name', 'Sitecast')),
      element('h1', 'lead', ...instruction(phrases, serverUrl)),
      digits,
    ),
    element('div', 'pairing-scan', qrCode(pairUrl), element('p', 'hint', phrases('player.orScan'))),
  );
}

function instruction(phrases: Phrases, serverUrl: string): (Node | string)[] {
  const [before = '', after = ''] = phrases('player.enterCode', { address: '\0' }).split('\0');
  return [before, element('strong', 'address', serverUrl.replace(/^https?:\/\//, '')), after];
}
