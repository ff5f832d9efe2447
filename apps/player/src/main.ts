import './old-engines.ts';
import './player.css';
import { languageOf } from '@sitecast/i18n';
import { z } from 'zod';
import { createCommandCenter } from './commands.ts';
import { logLine } from './core/outbox.ts';
import { createView } from './dom/view.ts';
import { phrasesIn } from './i18n.ts';
import { browserPlatform } from './platform/browser.ts';
import { createReporter } from './reporter.ts';
import { startSession } from './session.ts';
import { createShowing } from './showing.ts';

// The page's security policy forbids `new Function`.
z.config({ jitless: true });

const platform = browserPlatform(__PLAYER_VERSION__);
const language = languageOf(platform.language) ?? 'en';
document.documentElement.lang = language;

const reporter = createReporter(platform.storage);
const logError = limited((error: unknown) => reporter.post(logLine('error', 'player', textOf(error))));
window.addEventListener('error', ({ error, message }) => logError(error ?? message));
window.addEventListener('unhandledrejection', ({ reason }) => logError(reason));

const view = createView(document, phrasesIn(language), {
  ready: (pipId) => showing.apply({ type: 'ready', pipId }),
  failed: (pipId, reason) => showing.apply({ type: 'failed', pipId, reason }),
  closed: (pipId) => showing.apply({ type: 'closed', pipId }),
  broke: logError,
  takeOver: () => session.takeOver(),
});
const showing = createShowing(platform, view.showOverlays, reporter.post);
showing.restore();
const commands = createCommandCenter(platform, reporter, showing, view);
commands.restore();
const session = startSession(platform, reporter, showing, commands, view.showLink);

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** At most ten calls a minute, so that a repeating error does not flood the server. */
function limited<T>(log: (value: T) => void): (value: T) => void {
  let since = 0;
  let count = 0;
  return (value) => {
    const now = platform.now();
    if (now - since > 60_000) {
      since = now;
      count = 0;
    }
    if (++count <= 10) log(value);
  };
}
