import { pluralIn } from '@sitecast/ui';
import type { tokens as en } from '../en/tokens.ts';

const plural = pluralIn('fr');

export const tokens: typeof en = {
  tokens: {
    title: 'Jetons d’API',
    lead: 'Pour les scripts et les intégrations. Un jeton n’agit que dans cet espace de travail.',
    create: 'Créer un jeton',
    empty: 'Créez un jeton pour envoyer des incrustations depuis un script.',
    columns: {
      name: 'Nom',
      owner: 'Propriétaire',
      scope: 'Portée',
      status: 'État',
      prefix: 'Jeton',
      lastUsed: 'Dernier usage',
      expires: 'Expire',
      actions: 'Actions',
    },
    name: 'Nom',
    nameHint: 'Ce qui l’utilisera, par exemple « Sonnette du hall ».',
    scope: 'Portée',
    scopes: { read: 'Lecture', write: 'Écriture', full: 'Complète', agency: 'Agence' },
    may: {
      read: 'Voit les écrans, les incrustations et leur historique. Ne change rien.',
      write: 'Lecture, et associe, renomme et modifie les écrans.',
      full: 'Écriture, et envoie des incrustations et des commandes aux écrans.',
      agency:
        'Pour une agence externe : remplit les listes de lecture que vous choisissez. Ne voit et ne change rien d’autre.',
    },
    expiry: 'Expire',
    expiries: {
      days: (days) => `Dans ${plural(days, { one: `${days} jour`, other: `${days} jours` })}`,
      year: 'Dans un an',
      never: 'Jamais',
    },
    secretTitle: 'Copiez le jeton maintenant',
    secretLead: (name) =>
      `« ${name} » n’est affiché que cette fois. Quiconque le possède peut agir en son nom.`,
    secretLabel: 'Jeton',
    done: 'Je l’ai conservé',
    created: (name) => `Jeton « ${name} » créé`,
    status: { active: 'Actif', expired: 'Expiré', revoked: 'Révoqué' },
    by: (email) => `de ${email}`,
    from: (address) => `depuis ${address}`,
    revoke: 'Révoquer',
    revokeNamed: (name) => `Révoquer ${name}`,
    revokeTitle: (name) => `Révoquer « ${name} » ?`,
    revokeLead: 'Ce qui l’utilise sera refusé dès la prochaine requête. C’est irréversible.',
    revoked: (name) => `Jeton « ${name} » révoqué`,
    expiresSoon: (when) => `Expire ${when}`,
    replaced: (when) => `Remplacé, prend fin ${when}`,
    rotate: 'Renouveler',
    rotateNamed: (name) => `Renouveler ${name}`,
    rotateTitle: (name) => `Renouveler « ${name} » ?`,
    rotateLead: 'Vous recevez un nouveau jeton du même nom. Mettez-le partout où l’ancien est utilisé.',
    grace: 'L’ancien jeton',
    graces: {
      none: 'Prend fin aussitôt',
      minutes: (minutes) =>
        `Fonctionne encore ${plural(minutes, { one: `${minutes} minute`, other: `${minutes} minutes` })}`,
      hours: (hours) =>
        `Fonctionne encore ${plural(hours, { one: `${hours} heure`, other: `${hours} heures` })}`,
    },
    rotated: (name) => `Jeton « ${name} » renouvelé`,
    playlists: 'Listes de lecture',
    playlistsHint: 'Toutes celles qu’il peut remplir.',
    noPlaylists:
      'Cet espace de travail n’a pas encore de liste de lecture. Un jeton d’agence en a besoin d’au moins une à remplir.',
    autoPublish: 'Publier sans relecture',
    autoPublishHint:
      'Ce que l’agence ajoute est diffusé aussitôt. Sinon, quelqu’un d’ici l’approuve d’abord.',
    publishes: 'publie de lui-même',
    playlistCount: (count) => plural(count, { one: `${count} liste`, other: `${count} listes` }),
    manage: (name) => `Gérer ${name}`,
    retarget: 'Changer les listes',
    retargetTitle: (name) => `Listes de « ${name} »`,
    retargetLead: 'Le changement vaut dès sa prochaine requête.',
    retargeted: (name) => `Listes de « ${name} » modifiées`,
    takeOverLead: (email) =>
      `Vous recevez un nouveau jeton du même nom, qui vous appartient à la place de ${email}. Mettez-le partout où l’ancien est utilisé.`,
  },
  personalTokens: {
    title: 'Mes jetons',
    lead: 'Pour la ligne de commande et la CI. Un jeton d’accès personnel agit en votre nom, dans tous vos espaces de travail.',
    empty: 'Créez un jeton pour utiliser la ligne de commande ou la CI en votre nom.',
    nameHint: 'Où il sera utilisé, par exemple « Portable » ou « CI ».',
    secretLead: (name) =>
      `« ${name} » n’est affiché que cette fois. Quiconque le possède peut faire tout ce que vous pouvez.`,
    created: 'Créé',
    ended: 'Expirés et révoqués',
    expiring: (count) =>
      `${plural(count, { one: `${count} jeton expire`, other: `${count} jetons expirent` })} dans les 7 jours. Renouvelez à temps : un jeton expiré est refusé partout.`,
  },
  allTokens: {
    title: 'Jetons d’accès',
    lead: 'Les jetons d’accès personnels de tous les utilisateurs.',
    empty: 'Personne n’a encore créé de jeton d’accès personnel.',
    noMatch: 'Aucun jeton ne correspond à ces filtres.',
    clear: 'Effacer les filtres',
    user: 'Utilisateur',
    allUsers: 'Tous les utilisateurs',
    anyStatus: 'Tous les états',
    use: {
      any: 'À tout moment',
      week: 'Ces 7 derniers jours',
      month: 'Ces 30 derniers jours',
      idle: 'Pas ces 30 derniers jours',
      never: 'Jamais utilisé',
    },
  },
};
