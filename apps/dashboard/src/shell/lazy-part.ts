export { lazyPart } from '../i18n/i18n.ts';
