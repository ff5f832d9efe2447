import alerts from '@sitecast/i18n/alerts';
import { addTexts } from './i18n.ts';

/** Also knows the texts of alerts and their rules. */
export const t = addTexts(alerts);
