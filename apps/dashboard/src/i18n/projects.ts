import alerts from '@sitecast/i18n/alerts';
import clients from '@sitecast/i18n/clients';
import meters from '@sitecast/i18n/meters';
import projects from '@sitecast/i18n/projects';
import { addTexts } from './i18n.ts';

/** Also knows the texts of projects. */
export const t = addTexts(alerts, clients, meters, projects);
