import { pluralIn } from '@sitecast/ui';
import type { Dictionary } from '../en.ts';

const plural = pluralIn('fr');

export const overlays: Dictionary['overlays'] = {
  title: 'Incrustations',
  lead: 'Ce qui se superpose aux playlists, sur tous les écrans.',
  send: 'Envoyer une incrustation',
  target: 'Écran ou groupe',
  chooseTarget: 'Choisissez un destinataire',
  now: 'À l’écran maintenant',
  nothing: 'Rien ne se superpose à une playlist en ce moment.',
  on: (target) => `sur ${target}`,
  history: 'Historique',
  templates: {
    title: 'Modèles',
    empty: 'Enregistrez une incrustation comme modèle pour la renvoyer, ou pour qu’une alerte l’affiche.',
    menu: 'Modèles',
    none: 'Pas encore de modèles',
    saveAs: 'Enregistrer comme modèle…',
    clear: 'Commencer sans modèle',
    using: (name) => `Du modèle ${name}`,
    valuesHint: 'Ce qui remplace les champs du modèle.',
    saveLead:
      'Les noms entre accolades, comme {location}, sont remplis à l’envoi. Les alertes remplissent {location}, {metric}, {value} et {threshold}.',
    name: 'Nom',
    save: 'Enregistrer le modèle',
    saved: (name) => `Modèle ${name} enregistré`,
    taken: 'Un autre modèle porte ce nom',
    takes: (count) => plural(count, { one: `${count} champ`, other: `${count} champs` }),
    noValues: 'Aucun champ',
    manage: (name) => `Gérer ${name}`,
    rename: 'Renommer',
    delete: 'Supprimer',
    deleteTitle: (name) => `Supprimer ${name} ?`,
    deleteLead: 'Ce qui en est affiché le reste.',
    deleted: (name) => `Modèle ${name} supprimé`,
  },
  demo: {
    title: 'Essayer sur les écrans de la démo',
    lead: 'Chacun s’ouvre comme lecteur dans son propre onglet. Les incrustations et les alertes y apparaissent.',
    open: (name) => `Ouvrir ${name}`,
  },
};
