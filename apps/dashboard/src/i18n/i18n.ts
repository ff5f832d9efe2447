import dashboard from '@sitecast/i18n/dashboard';
import { createTexts } from '@sitecast/ui';

/** The dashboard's texts. Those of `addTexts` in the files beside load with the pages that use them. */
export const { t, addTexts, lazyPart, textsReady, changeLanguage, startLanguage } = createTexts(dashboard);
