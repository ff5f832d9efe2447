import type { clientFiles as en } from '../en/client-files.ts';

export const clientFiles: typeof en = {
  clientFiles: {
    title: 'Dateien zum Kunden',
    lead: 'Lagepläne, Berichte, Verträge. Das Portal zeigt sie nicht.',
    needsClient: 'Dateien gehören zu einem Kunden, und dieses Projekt hat noch keinen.',
    chooseClient: 'Wählen Sie einen unter „Projekt bearbeiten“.',
    add: 'Dateien hinzufügen',
    drop: 'Dateien hier ablegen',
    empty: 'Noch keine Dateien.',
    hint: (limit: number) => `Legen Sie Dateien hier ab oder fügen Sie sie hinzu, je bis ${limit} MiB.`,
    columns: { name: 'Name', size: 'Größe', added: 'Hinzugefügt', actions: 'Aktionen' },
    addedBy: (when: string, person: string) => `${when} von ${person}`,
    download: (file: string) => `${file} herunterladen`,
    delete: 'Löschen',
    deleteFile: (file: string) => `${file} löschen`,
    deleteTitle: (file: string) => `${file} löschen?`,
    deleteLead: 'Sie ist sofort und für alle weg.',
    deleted: (file: string) => `${file} gelöscht`,
    added: (file: string) => `${file} hinzugefügt`,
    uploads: 'Wird hochgeladen',
    sending: (file: string) => `${file} wird gesendet`,
    waiting: 'Wartet',
    saving: 'Wird gespeichert',
    cancel: (file: string) => `${file} abbrechen`,
    dismiss: (file: string) => `${file} ausblenden`,
    again: (file: string) => `${file} noch einmal versuchen`,
    failed: (file: string) => `${file} wurde nicht hinzugefügt`,
    problems: {
      tooLarge: (limit: number) => `Sie ist größer als ${limit} MiB.`,
      empty: 'Sie ist leer.',
      folder: 'Das ist ein Ordner. Fügen Sie die Dateien darin hinzu.',
      refused:
        'Der Server nimmt sie nicht an. Geben Sie ihr einen anderen Namen, ohne Steuerzeichen und mit höchstens 200 Zeichen.',
      cut: 'Die Verbindung ging unterwegs verloren. Versuchen Sie es noch einmal.',
    },
  },
};
