import overlays from '@sitecast/i18n/overlays';
import screen from '@sitecast/i18n/screen';
import { addTexts } from './i18n.ts';

/** Also knows the texts of overlays and their templates. */
export const t = addTexts(overlays, screen);
