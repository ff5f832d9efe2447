import portal from '@sitecast/i18n/portal';
import { createTexts } from '@sitecast/ui';

/** The texts of the portal. Parts added with `addTexts` load with the pages that use them. */
export const { t, addTexts, lazyPart, changeLanguage, startLanguage } = createTexts(portal);
