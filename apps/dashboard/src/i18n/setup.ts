import setup from '@sitecast/i18n/setup';
import { addTexts } from './i18n.ts';

/** Also knows the texts of the setup. */
export const t = addTexts(setup);
