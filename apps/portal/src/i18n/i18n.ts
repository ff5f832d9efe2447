import portal from '@sitecast/i18n/portal';
import { createTexts } from '@sitecast/ui';

/** The portal's texts. Those of `addTexts` in the files beside load with the pages that use them. */
export const { t, addTexts, lazyPart, changeLanguage, startLanguage } = createTexts(portal);
