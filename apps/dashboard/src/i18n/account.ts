import account from '@sitecast/i18n/account';
import { addTexts } from './i18n.ts';

/** Also knows the texts of the account. */
export const t = addTexts(account);
