import access from '@sitecast/i18n/portal-access';
import { addTexts } from './i18n.ts';

/** Also knows the texts of the pages for visitors without access. */
export const t = addTexts(access);
