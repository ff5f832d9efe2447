import type { LevelTone } from '@sitecast/ui';

/** The colour of a level; the word for it stands beside it. Quiet is no news. */
export const toneClass: Record<LevelTone, string> = {
  none: 'text-ink',
  good: 'text-ink',
  ask: 'text-ask',
  act: 'text-act',
};
