import type { audit as en } from '../en/audit.ts';

export const audit: typeof en = {
  audit: {
    title: 'Audit-Protokoll',
    lead: 'Wer auf dieser Installation was geändert hat, das Neueste zuerst.',
    workspaceLead: (workspace) => `Wer in ${workspace} was geändert hat, das Neueste zuerst.`,
    export: 'CSV herunterladen',
    empty: 'Hier erscheint, was Personen und Token ändern.',
    noMatch: 'Nichts Aufgezeichnetes passt zu diesen Filtern.',
    filters: 'Filter',
    clear: 'Filter entfernen',
    actor: 'Wer',
    action: 'Aktion',
    actionHint: 'Etwa pip.show oder nur pip',
    resource: 'Was',
    resourceHint: 'Etwa user, oder user und eine ID',
    from: 'Von',
    to: 'Bis',
    columns: { at: 'Wann', actor: 'Wer', action: 'Aktion', resource: 'Was', address: 'Adresse' },
    actors: {
      user: 'Benutzer',
      apiToken: 'API-Token',
      device: 'Bildschirm',
      system: 'System',
      anonymous: 'Nicht angemeldet',
    },
    details: 'Einzelheiten',
  },
};
