import audit from '@sitecast/i18n/audit';
import { addTexts } from './i18n.ts';

/** Also knows the texts of the audit log. */
export const t = addTexts(audit);
