import people from '@sitecast/i18n/people';
import { addTexts } from './i18n.ts';

/** Also knows the texts of users and members. */
export const t = addTexts(people);
