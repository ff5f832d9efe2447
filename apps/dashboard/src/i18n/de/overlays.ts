import { pluralIn } from '@sitecast/ui';
import type { Dictionary } from '../en.ts';

const plural = pluralIn('de');

export const overlays: Dictionary['overlays'] = {
  title: 'Overlays',
  lead: 'Was über den Playlists steht, auf allen Bildschirmen.',
  send: 'Overlay senden',
  target: 'Bildschirm oder Gruppe',
  chooseTarget: 'Wählen Sie einen Empfänger',
  now: 'Jetzt auf den Bildschirmen',
  nothing: 'Gerade steht nichts über einer Playlist.',
  on: (target) => `auf ${target}`,
  history: 'Verlauf',
  templates: {
    title: 'Vorlagen',
    empty:
      'Speichern Sie ein Overlay als Vorlage, um es wieder zu senden oder von einem Alarm zeigen zu lassen.',
    menu: 'Vorlagen',
    none: 'Noch keine Vorlagen',
    saveAs: 'Als Vorlage speichern …',
    clear: 'Ohne Vorlage beginnen',
    using: (name) => `Aus der Vorlage ${name}`,
    valuesHint: 'Was für die Platzhalter der Vorlage steht.',
    saveLead:
      'Namen in Klammern wie {location} werden beim Senden ausgefüllt. Alarme füllen {location}, {metric}, {value} und {threshold} aus.',
    name: 'Name',
    save: 'Vorlage speichern',
    saved: (name) => `Vorlage ${name} gespeichert`,
    taken: 'Eine andere Vorlage heißt schon so',
    takes: (count) => plural(count, { one: '1 Platzhalter', other: `${count} Platzhalter` }),
    noValues: 'Keine Platzhalter',
    manage: (name) => `${name} verwalten`,
    rename: 'Umbenennen',
    delete: 'Löschen',
    deleteTitle: (name) => `${name} löschen?`,
    deleteLead: 'Was davon zu sehen ist, bleibt zu sehen.',
    deleted: (name) => `Vorlage ${name} gelöscht`,
  },
  demo: {
    title: 'An den Bildschirmen der Demo ausprobieren',
    lead: 'Jeder öffnet sich als Player in einem eigenen Tab. Overlays und Alarme erscheinen dort.',
    open: (name) => `${name} öffnen`,
  },
};
