import meters from '@sitecast/i18n/meters';
import { addTexts } from './i18n.ts';

/** Also knows the texts of meters. */
export const t = addTexts(meters);
