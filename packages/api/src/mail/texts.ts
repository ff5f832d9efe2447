import type { Language } from '../core/language.ts';

/** What the mails say. A language that lacks one of these fails the type-check. */
export interface MailTexts {
  /** To who has asked for a link himself. */
  login: Letter;
  ownReset: Letter;
  adminReset: Letter;
  invitation: Letter;
  membership: { subject: (workspace: string) => string; lead: (workspace: string) => string };
  once: (until: string) => string;
  notAsked: string;
  oldPassword: string;
}

interface Letter {
  subject: string;
  /** Stands before the link; `site` is this server's address. */
  lead: (site: string) => string;
}

export const mailTexts: Record<Language, MailTexts> = {
  en: {
    login: {
      subject: 'Log in to Sitecast',
      lead: (site) => `With this link you log in to Sitecast at ${site}:`,
    },
    ownReset: {
      subject: 'Choose a new password for Sitecast',
      lead: (site) => `Choose a new password for Sitecast at ${site}:`,
    },
    adminReset: {
      subject: 'Choose a new password for Sitecast',
      lead: (site) =>
        `An administrator of Sitecast at ${site} has made a link for you to choose a new password:`,
    },
    invitation: {
      subject: 'Your invitation to Sitecast',
      lead: (site) => `You have been invited to Sitecast at ${site}. Choose your password here:`,
    },
    membership: {
      subject: (workspace) => `You are a member of ${workspace} on Sitecast`,
      lead: (workspace) => `You have been added to the workspace ${workspace}. Log in here:`,
    },
    once: (until) => `The link works once, until ${until}.`,
    notAsked: 'If you have not asked for it, do nothing: nothing has changed.',
    oldPassword: 'Until then, your old password works as well.',
  },
  es: {
    login: {
      subject: 'Inicia sesión en Sitecast',
      lead: (site) => `Con este enlace inicias sesión en Sitecast, en ${site}:`,
    },
    ownReset: {
      subject: 'Elige una contraseña nueva para Sitecast',
      lead: (site) => `Elige una contraseña nueva para Sitecast, en ${site}:`,
    },
    adminReset: {
      subject: 'Elige una contraseña nueva para Sitecast',
      lead: (site) =>
        `Un administrador de Sitecast, en ${site}, ha creado un enlace para que elijas una contraseña nueva:`,
    },
    invitation: {
      subject: 'Tu invitación a Sitecast',
      lead: (site) => `Te han invitado a Sitecast, en ${site}. Elige aquí tu contraseña:`,
    },
    membership: {
      subject: (workspace) => `Ya eres miembro de ${workspace} en Sitecast`,
      lead: (workspace) => `Te han añadido al espacio de trabajo ${workspace}. Inicia sesión aquí:`,
    },
    once: (until) => `El enlace funciona una sola vez, hasta el ${until}.`,
    notAsked: 'Si no lo has pedido, no hagas nada: no ha cambiado nada.',
    oldPassword: 'Hasta entonces también sirve tu contraseña anterior.',
  },
  fr: {
    login: {
      subject: 'Connectez-vous à Sitecast',
      lead: (site) => `Ce lien vous connecte à Sitecast, à l’adresse ${site} :`,
    },
    ownReset: {
      subject: 'Choisissez un nouveau mot de passe pour Sitecast',
      lead: (site) => `Choisissez un nouveau mot de passe pour Sitecast, à l’adresse ${site} :`,
    },
    adminReset: {
      subject: 'Choisissez un nouveau mot de passe pour Sitecast',
      lead: (site) =>
        `Un administrateur de Sitecast, à l’adresse ${site}, a créé un lien pour que vous choisissiez un nouveau mot de passe :`,
    },
    invitation: {
      subject: 'Votre invitation à Sitecast',
      lead: (site) =>
        `Vous êtes invité à rejoindre Sitecast, à l’adresse ${site}. Choisissez ici votre mot de passe :`,
    },
    membership: {
      subject: (workspace) => `Vous êtes membre de ${workspace} sur Sitecast`,
      lead: (workspace) => `Vous avez été ajouté à l’espace de travail ${workspace}. Connectez-vous ici :`,
    },
    once: (until) => `Le lien fonctionne une seule fois, jusqu’au ${until}.`,
    notAsked: 'Si vous ne l’avez pas demandé, ne faites rien : rien n’a changé.',
    oldPassword: 'D’ici là, votre ancien mot de passe fonctionne aussi.',
  },
  de: {
    login: {
      subject: 'Bei Sitecast anmelden',
      lead: (site) => `Mit diesem Link melden Sie sich bei Sitecast unter ${site} an:`,
    },
    ownReset: {
      subject: 'Neues Passwort für Sitecast wählen',
      lead: (site) => `Wählen Sie ein neues Passwort für Sitecast unter ${site}:`,
    },
    adminReset: {
      subject: 'Neues Passwort für Sitecast wählen',
      lead: (site) =>
        `Ein Administrator von Sitecast unter ${site} hat einen Link erstellt, mit dem Sie ein neues Passwort wählen:`,
    },
    invitation: {
      subject: 'Ihre Einladung zu Sitecast',
      lead: (site) => `Sie wurden zu Sitecast unter ${site} eingeladen. Wählen Sie hier Ihr Passwort:`,
    },
    membership: {
      subject: (workspace) => `Sie sind jetzt Mitglied von ${workspace} bei Sitecast`,
      lead: (workspace) => `Sie wurden zum Arbeitsbereich ${workspace} hinzugefügt. Melden Sie sich hier an:`,
    },
    once: (until) => `Der Link funktioniert einmal, bis ${until}.`,
    notAsked: 'Wenn Sie ihn nicht angefordert haben, tun Sie nichts: Es hat sich nichts geändert.',
    oldPassword: 'Bis dahin gilt auch Ihr bisheriges Passwort.',
  },
  pt: {
    login: {
      subject: 'Iniciar sessão no Sitecast',
      lead: (site) => `Com esta ligação inicia sessão no Sitecast, em ${site}:`,
    },
    ownReset: {
      subject: 'Escolha uma nova palavra-passe para o Sitecast',
      lead: (site) => `Escolha uma nova palavra-passe para o Sitecast, em ${site}:`,
    },
    adminReset: {
      subject: 'Escolha uma nova palavra-passe para o Sitecast',
      lead: (site) =>
        `Um administrador do Sitecast, em ${site}, criou uma ligação para que escolha uma nova palavra-passe:`,
    },
    invitation: {
      subject: 'O seu convite para o Sitecast',
      lead: (site) => `Foi convidado para o Sitecast, em ${site}. Escolha aqui a sua palavra-passe:`,
    },
    membership: {
      subject: (workspace) => `Já é membro de ${workspace} no Sitecast`,
      lead: (workspace) => `Foi adicionado ao espaço de trabalho ${workspace}. Inicie sessão aqui:`,
    },
    once: (until) => `A ligação funciona uma única vez, até ${until}.`,
    notAsked: 'Se não a pediu, não faça nada: nada mudou.',
    oldPassword: 'Até lá, a sua palavra-passe anterior também funciona.',
  },
};
