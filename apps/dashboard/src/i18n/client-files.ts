import clientFiles from '@sitecast/i18n/client-files';
import { addTexts } from './i18n.ts';

/** Also knows the texts of a client's files. */
export const t = addTexts(clientFiles);
