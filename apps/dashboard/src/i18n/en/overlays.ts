import { pluralIn } from '@sitecast/ui';

const plural = pluralIn('en');

export const overlays = {
  title: 'Overlays',
  lead: 'What stands over the playlists, on all screens.',
  send: 'Send overlay',
  target: 'Screen or group',
  chooseTarget: 'Choose one',
  now: 'On the screens now',
  nothing: 'Nothing stands over a playlist right now.',
  on: (target: string) => `on ${target}`,
  history: 'History',
  templates: {
    title: 'Templates',
    empty: 'Save an overlay as a template to send it again, or to let an alert show it.',
    menu: 'Templates',
    none: 'No templates yet',
    saveAs: 'Save as template…',
    clear: 'Start without template',
    using: (name: string) => `From the template ${name}`,
    valuesHint: 'What stands for the placeholders of the template.',
    saveLead:
      'Names in braces, such as {location}, are filled in when it is sent. Alerts fill in {location}, {metric}, {value} and {threshold}.',
    name: 'Name',
    save: 'Save template',
    saved: (name: string) => `Template ${name} saved`,
    taken: 'Another template has this name',
    takes: (count: number) => plural(count, { one: '1 placeholder', other: `${count} placeholders` }),
    noValues: 'No placeholders',
    manage: (name: string) => `Manage ${name}`,
    rename: 'Rename',
    delete: 'Delete',
    deleteTitle: (name: string) => `Delete ${name}?`,
    deleteLead: 'What is showing of it goes on showing.',
    deleted: (name: string) => `Template ${name} deleted`,
  },
  demo: {
    title: 'Try it on the demo’s screens',
    lead: 'Each opens as a player in a tab of its own. Overlays and alerts appear there.',
    open: (name: string) => `Open ${name}`,
  },
};
