import type { audit as en } from '../en/audit.ts';

export const audit: typeof en = {
  audit: {
    title: 'Journal d’audit',
    lead: 'Qui a changé quoi sur cette installation, du plus récent au plus ancien.',
    workspaceLead: (workspace) => `Qui a changé quoi dans ${workspace}, du plus récent au plus ancien.`,
    export: 'Télécharger en CSV',
    empty: 'Ce que changent les personnes et les jetons apparaît ici.',
    noMatch: 'Rien de ce qui est consigné ne correspond à ces filtres.',
    filters: 'Filtres',
    clear: 'Effacer les filtres',
    actor: 'Qui',
    action: 'Action',
    actionHint: 'Par exemple pip.show, ou pip',
    resource: 'Quoi',
    resourceHint: 'Par exemple user, ou user et un identifiant',
    from: 'Du',
    to: 'Au',
    columns: { at: 'Quand', actor: 'Qui', action: 'Action', resource: 'Quoi', address: 'Adresse' },
    actors: {
      user: 'Utilisateur',
      apiToken: 'Jeton d’API',
      device: 'Écran',
      system: 'Système',
      anonymous: 'Non connecté',
    },
    details: 'Détails',
  },
};
