import branding from '@sitecast/i18n/branding';
import { addTexts } from './i18n.ts';

/** Also knows the texts of branding. */
export const t = addTexts(branding);
