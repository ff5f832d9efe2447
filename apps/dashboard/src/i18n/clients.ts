import clients from '@sitecast/i18n/clients';
import { addTexts } from './i18n.ts';

/** Also knows the texts of clients and their portal links. */
export const t = addTexts(clients);
