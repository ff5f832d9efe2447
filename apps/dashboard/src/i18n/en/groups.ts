import { pluralIn } from '@sitecast/ui';

const plural = pluralIn('en');

export const groups = {
  groups: {
    title: 'Groups',
    lead: 'Screens that get overlays and commands together.',
    create: 'Create group',
    empty: 'Put screens into a group to reach all of them at once.',
    search: 'Search by name',
    none: 'No group has this in its name.',
    columns: { name: 'Name', screens: 'Screens' },
    count: (total: number, online: number) =>
      `${plural(total, { one: '1 screen', other: `${total} screens` })}, ${online} online`,
    name: 'Name',
    nameHint: 'Such as “Ground floor”.',
    taken: 'Another group has this name',
    created: (name: string) => `Group ${name} created`,
    rename: 'Rename',
    renamed: (name: string) => `The group is called ${name} now`,
    members: 'Screens',
    noMembers: 'No screens are in this group yet.',
    add: 'Add screens',
    addLead: 'What they show does not change.',
    allIn: 'There are no other screens.',
    remove: (name: string) => `Remove ${name} from the group`,
    removed: (name: string) => `${name} is no longer in the group`,
    delete: 'Delete group',
    deleteTitle: (name: string) => `Delete ${name}?`,
    deleteLead: 'Its screens stay. Overlays that were sent to the group are cleared.',
    deleted: (name: string) => `Group ${name} deleted`,
  },
};
