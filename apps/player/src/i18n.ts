import { type Language, translateIn } from '@sitecast/i18n';
import player from '@sitecast/i18n/player/all';

/** Every language is in the player's one script: it shows its first words without a connection. */
export const phrasesIn = (language: Language) => translateIn(player, language);

/** The player's texts in the language of its screen. */
export type Phrases = ReturnType<typeof phrasesIn>;
