import { pluralIn } from '@sitecast/ui';
import type { tokens as en } from '../en/tokens.ts';

const plural = pluralIn('de');

export const tokens: typeof en = {
  tokens: {
    title: 'API-Token',
    lead: 'Für Skripte und Anbindungen. Ein Token gilt nur in diesem Arbeitsbereich.',
    create: 'Token erstellen',
    empty: 'Erstellen Sie ein Token, um Overlays aus einem Skript zu senden.',
    columns: {
      name: 'Name',
      owner: 'Eigentümer',
      scope: 'Umfang',
      status: 'Status',
      prefix: 'Token',
      lastUsed: 'Zuletzt benutzt',
      expires: 'Läuft ab',
      actions: 'Aktionen',
    },
    name: 'Name',
    nameHint: 'Was es benutzen wird, etwa „Türklingel Foyer“.',
    scope: 'Umfang',
    scopes: { read: 'Lesen', write: 'Schreiben', full: 'Voll', agency: 'Agentur' },
    may: {
      read: 'Sieht Bildschirme, Overlays und deren Verlauf. Ändert nichts.',
      write: 'Lesen, dazu Bildschirme koppeln, umbenennen und ändern.',
      full: 'Schreiben, dazu Overlays und Befehle an Bildschirme senden.',
      agency:
        'Für eine externe Agentur: füllt die Playlists, die Sie auswählen. Sieht und ändert sonst nichts.',
    },
    expiry: 'Läuft ab',
    expiries: {
      days: (days) => `In ${plural(days, { one: '1 Tag', other: `${days} Tagen` })}`,
      year: 'In einem Jahr',
      never: 'Nie',
    },
    secretTitle: 'Jetzt das Token kopieren',
    secretLead: (name) =>
      `„${name}“ wird nur dieses eine Mal angezeigt. Wer es hat, kann in seinem Namen handeln.`,
    secretLabel: 'Token',
    done: 'Ich habe es gespeichert',
    created: (name) => `Token „${name}“ erstellt`,
    status: { active: 'Aktiv', expired: 'Abgelaufen', revoked: 'Widerrufen' },
    by: (email) => `von ${email}`,
    from: (address) => `von ${address}`,
    revoke: 'Widerrufen',
    revokeNamed: (name) => `${name} widerrufen`,
    revokeTitle: (name) => `„${name}“ widerrufen?`,
    revokeLead:
      'Was es benutzt, wird ab der nächsten Anfrage abgewiesen. Das lässt sich nicht rückgängig machen.',
    revoked: (name) => `Token „${name}“ widerrufen`,
    expiresSoon: (when) => `Läuft ${when} ab`,
    replaced: (when) => `Ersetzt, endet ${when}`,
    rotate: 'Erneuern',
    rotateNamed: (name) => `${name} erneuern`,
    rotateTitle: (name) => `„${name}“ erneuern?`,
    rotateLead:
      'Sie erhalten ein neues Token mit demselben Namen. Setzen Sie es überall ein, wo das alte benutzt wird.',
    grace: 'Das alte Token',
    graces: {
      none: 'Endet sofort',
      minutes: (minutes) => `Gilt noch ${plural(minutes, { one: '1 Minute', other: `${minutes} Minuten` })}`,
      hours: (hours) => `Gilt noch ${plural(hours, { one: '1 Stunde', other: `${hours} Stunden` })}`,
    },
    rotated: (name) => `Token „${name}“ erneuert`,
    playlists: 'Playlists',
    playlistsHint: 'Alle, die es füllen darf.',
    noPlaylists:
      'Dieser Arbeitsbereich hat noch keine Playlists. Ein Agentur-Token braucht mindestens eine, die es füllt.',
    autoPublish: 'Ohne Prüfung veröffentlichen',
    autoPublishHint: 'Was die Agentur hinzufügt, läuft sofort. Sonst gibt es erst jemand von hier frei.',
    publishes: 'veröffentlicht selbst',
    playlistCount: (count) => plural(count, { one: '1 Playlist', other: `${count} Playlists` }),
    manage: (name) => `${name} verwalten`,
    retarget: 'Playlists ändern',
    retargetTitle: (name) => `Playlists von „${name}“`,
    retargetLead: 'Die Änderung gilt ab der nächsten Anfrage.',
    retargeted: (name) => `Playlists von „${name}“ geändert`,
    takeOverLead: (email) =>
      `Sie erhalten ein neues Token mit demselben Namen, das dann Ihnen statt ${email} gehört. Setzen Sie es überall ein, wo das alte benutzt wird.`,
  },
  personalTokens: {
    title: 'Meine Token',
    lead: 'Für Kommandozeile und CI. Ein persönliches Zugriffstoken handelt als Sie, in allen Ihren Arbeitsbereichen.',
    empty: 'Erstellen Sie ein Token, um Kommandozeile oder CI in Ihrem Namen zu nutzen.',
    nameHint: 'Wo es benutzt wird, etwa „Laptop“ oder „CI“.',
    secretLead: (name) =>
      `„${name}“ wird nur dieses eine Mal angezeigt. Wer es hat, kann alles, was Sie können.`,
    created: 'Erstellt',
    ended: 'Abgelaufen und widerrufen',
    expiring: (count) =>
      `${plural(count, { one: '1 Token läuft', other: `${count} Token laufen` })} innerhalb von 7 Tagen ab. Rechtzeitig erneuern: Ein abgelaufenes Token wird überall abgewiesen.`,
  },
  allTokens: {
    title: 'Zugriffstoken',
    lead: 'Die persönlichen Zugriffstoken aller Benutzer.',
    empty: 'Noch hat niemand ein persönliches Zugriffstoken erstellt.',
    noMatch: 'Kein Token passt zu diesen Filtern.',
    clear: 'Filter zurücksetzen',
    user: 'Benutzer',
    allUsers: 'Alle Benutzer',
    anyStatus: 'Jeder Status',
    use: {
      any: 'Irgendwann',
      week: 'In den letzten 7 Tagen',
      month: 'In den letzten 30 Tagen',
      idle: 'Nicht in den letzten 30 Tagen',
      never: 'Nie benutzt',
    },
  },
};
