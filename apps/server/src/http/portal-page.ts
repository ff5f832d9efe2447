import type { Language } from '@sitecast/api';

/** `access`: there is no session. `busy`: too many links were tried. `inactive`: an operator looks at a closed portal. */
export type PortalNotice = 'access' | 'busy' | 'inactive';

/**
 * What is said where the portal's own pages cannot: a page without script and style, as nothing of it may be inline.
 */
export function portalPage(notice: PortalNotice, language: Language): string {
  const [title, ...paragraphs] = texts[language][notice];
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<main>
<h1>${title}</h1>
${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}
</main>
</html>
`;
}

/** A title and what to do. */
const texts: Record<Language, Record<PortalNotice, [string, ...string[]]>> = {
  en: {
    access: [
      'Ask for a new link',
      'The portal opens with a personal link. This one does not work any more, or you have not opened one in this browser yet.',
      'Please ask the person who measures for you to send you a new link.',
    ],
    busy: ['One moment, please', 'Too many links were opened from your network. Try again in a minute.'],
    inactive: [
      'This client is deactivated',
      'Its portal is closed. Activate the client under Clients, then open the preview again.',
    ],
  },
  es: {
    access: [
      'Solicite un enlace nuevo',
      'El portal se abre con un enlace personal. Este ya no funciona, o todavía no ha abierto ninguno en este navegador.',
      'Pida un enlace nuevo a la persona que realiza las mediciones.',
    ],
    busy: [
      'Un momento, por favor',
      'Se han abierto demasiados enlaces desde su red. Inténtelo de nuevo en un minuto.',
    ],
    inactive: [
      'Este cliente está desactivado',
      'Su portal está cerrado. Active el cliente en Clientes y vuelva a abrir la vista previa.',
    ],
  },
  fr: {
    access: [
      'Demandez un nouveau lien',
      'Le portail s’ouvre avec un lien personnel. Celui-ci ne fonctionne plus, ou vous n’en avez pas encore ouvert dans ce navigateur.',
      'Demandez un nouveau lien à la personne qui effectue les mesures pour vous.',
    ],
    busy: [
      'Un instant, s’il vous plaît',
      'Trop de liens ont été ouverts depuis votre réseau. Réessayez dans une minute.',
    ],
    inactive: [
      'Ce client est désactivé',
      'Son portail est fermé. Activez le client sous Clients, puis rouvrez l’aperçu.',
    ],
  },
  de: {
    access: [
      'Bitten Sie um einen neuen Link',
      'Das Portal öffnet sich mit einem persönlichen Link. Dieser gilt nicht mehr, oder Sie haben in diesem Browser noch keinen geöffnet.',
      'Bitten Sie die Person, die für Sie misst, um einen neuen Link.',
    ],
    busy: [
      'Einen Moment bitte',
      'Aus Ihrem Netz wurden zu viele Links geöffnet. Versuchen Sie es in einer Minute noch einmal.',
    ],
    inactive: [
      'Dieser Kunde ist deaktiviert',
      'Sein Portal ist geschlossen. Aktivieren Sie den Kunden unter Kunden und öffnen Sie die Vorschau erneut.',
    ],
  },
  pt: {
    access: [
      'Peça uma nova ligação',
      'O portal abre com uma ligação pessoal. Esta já não funciona, ou ainda não abriu nenhuma neste navegador.',
      'Peça uma nova ligação à pessoa que faz as medições.',
    ],
    busy: [
      'Um momento, por favor',
      'Foram abertas demasiadas ligações a partir da sua rede. Tente de novo dentro de um minuto.',
    ],
    inactive: [
      'Este cliente está desativado',
      'O seu portal está fechado. Ative o cliente em Clientes e abra de novo a pré-visualização.',
    ],
  },
};
