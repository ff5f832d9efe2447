import groups from '@sitecast/i18n/groups';
import { addTexts } from './i18n.ts';

/** Also knows the texts of groups. */
export const t = addTexts(groups);
