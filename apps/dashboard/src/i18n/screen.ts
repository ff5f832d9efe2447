import screen from '@sitecast/i18n/screen';
import { addTexts } from './i18n.ts';

/** Also knows the texts of one screen and its commands. */
export const t = addTexts(screen);
