import tokens from '@sitecast/i18n/tokens';
import { addTexts } from './i18n.ts';

/** Also knows the texts of tokens. */
export const t = addTexts(tokens);
