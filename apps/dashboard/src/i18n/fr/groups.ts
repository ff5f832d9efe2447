import { pluralIn } from '@sitecast/ui';
import type { groups as en } from '../en/groups.ts';

const plural = pluralIn('fr');

export const groups: typeof en = {
  groups: {
    title: 'Groupes',
    lead: 'Des écrans qui reçoivent ensemble incrustations et commandes.',
    create: 'Créer un groupe',
    empty: 'Réunissez des écrans dans un groupe pour les joindre tous à la fois.',
    search: 'Rechercher par nom',
    none: 'Aucun groupe ne contient cela dans son nom.',
    columns: { name: 'Nom', screens: 'Écrans' },
    count: (total, online) =>
      `${plural(total, { one: `${total} écran`, other: `${total} écrans` })}, ${online} en ligne`,
    name: 'Nom',
    nameHint: 'Par exemple « Rez-de-chaussée ».',
    taken: 'Un autre groupe porte ce nom',
    created: (name) => `Groupe ${name} créé`,
    rename: 'Renommer',
    renamed: (name) => `Le groupe s’appelle maintenant ${name}`,
    members: 'Écrans',
    noMembers: 'Ce groupe ne contient encore aucun écran.',
    add: 'Ajouter des écrans',
    addLead: 'Ce qu’ils affichent ne change pas.',
    allIn: 'Il n’y a pas d’autres écrans.',
    remove: (name) => `Retirer ${name} du groupe`,
    removed: (name) => `${name} n’est plus dans le groupe`,
    delete: 'Supprimer le groupe',
    deleteTitle: (name) => `Supprimer ${name} ?`,
    deleteLead: 'Ses écrans restent. Les incrustations envoyées au groupe sont retirées.',
    deleted: (name) => `Groupe ${name} supprimé`,
  },
};
