import { audit } from './en/audit.ts';
import { addTexts } from './i18n.ts';

/** Also knows the texts of the audit log, which come with the pages that use them. */
export const t = addTexts(audit, {
  es: () => import('./es/audit.ts').then((module) => module.audit),
  fr: () => import('./fr/audit.ts').then((module) => module.audit),
  de: () => import('./de/audit.ts').then((module) => module.audit),
  pt: () => import('./pt/audit.ts').then((module) => module.audit),
});
