import { pluralIn } from '@sitecast/ui';
import type { groups as en } from '../en/groups.ts';

const plural = pluralIn('de');

export const groups: typeof en = {
  groups: {
    title: 'Gruppen',
    lead: 'Bildschirme, die Overlays und Befehle gemeinsam erhalten.',
    create: 'Gruppe anlegen',
    empty: 'Fassen Sie Bildschirme zu einer Gruppe zusammen, um alle auf einmal zu erreichen.',
    search: 'Nach Namen suchen',
    none: 'Keine Gruppe enthält dies in ihrem Namen.',
    columns: { name: 'Name', screens: 'Bildschirme' },
    count: (total, online) =>
      `${plural(total, { one: '1 Bildschirm', other: `${total} Bildschirme` })}, ${online} online`,
    name: 'Name',
    nameHint: 'Zum Beispiel „Erdgeschoss“.',
    taken: 'Eine andere Gruppe heißt schon so',
    created: (name) => `Gruppe ${name} angelegt`,
    rename: 'Umbenennen',
    renamed: (name) => `Die Gruppe heißt jetzt ${name}`,
    members: 'Bildschirme',
    noMembers: 'In dieser Gruppe ist noch kein Bildschirm.',
    add: 'Bildschirme hinzufügen',
    addLead: 'Was sie zeigen, ändert sich dadurch nicht.',
    allIn: 'Es gibt keine weiteren Bildschirme.',
    remove: (name) => `${name} aus der Gruppe nehmen`,
    removed: (name) => `${name} ist nicht mehr in der Gruppe`,
    delete: 'Gruppe löschen',
    deleteTitle: (name) => `${name} löschen?`,
    deleteLead: 'Die Bildschirme bleiben. Overlays, die an die Gruppe gesendet wurden, werden entfernt.',
    deleted: (name) => `Gruppe ${name} gelöscht`,
  },
};
