import { pluralIn } from '@sitecast/ui';
import type { screen as en } from '../en/screen.ts';

const plural = pluralIn('de');

export const screen: typeof en = {
  screen: {
    details: 'Bildschirm',
    paired: 'Gekoppelt',
    platform: 'Plattform',
    platforms: { browser: 'Browser', tizen: 'Samsung Tizen' },
    engine: 'Engine',
    groups: 'Gruppen',
    screenshot: 'Bildschirmfoto',
    screenshotEmpty: 'Lassen Sie sich ein Bild davon schicken, was der Bildschirm zeigt.',
    screenshotOf: (name) => `Was ${name} gezeigt hat`,
    logLevel: 'Stufe',
    anyLevel: 'Alle Stufen',
    logTag: 'Kennung',
    logNoMatch: 'Keine Zeile passt zu diesen Filtern.',
    settings: 'Einstellungen',
    name: 'Name',
    orientation: 'Ausrichtung',
    orientations: {
      0: 'Querformat',
      90: 'Hochformat, 90° im Uhrzeigersinn',
      180: 'Querformat, auf dem Kopf',
      270: 'Hochformat, 270° im Uhrzeigersinn',
    },
    saved: (name) => `${name} gespeichert`,
    log: 'Protokoll',
    logEmpty: 'Hier erscheint, was der Player meldet.',
    levels: { debug: 'Debug', info: 'Info', warn: 'Warnung', error: 'Fehler' },
    unpair: 'Bildschirm entkoppeln',
    unpairTitle: (name) => `${name} entkoppeln?`,
    unpairLead:
      'Er zeigt sofort nichts mehr von Ihnen und stattdessen einen neuen Code. Sein Verlauf bleibt erhalten.',
    unpaired: (name) => `${name} ist entkoppelt`,
  },
  commands: {
    title: 'Befehle',
    types: {
      screen_on: 'Bildschirm an',
      screen_off: 'Bildschirm aus',
      identify: 'Kenntlich machen',
      screenshot: 'Bildschirmfoto aufnehmen',
      launch: 'Player neu starten',
      update: 'Player aktualisieren',
      reboot: 'Gerät neu starten',
      shutdown: 'Gerät ausschalten',
    },
    status: {
      sent: 'Gesendet',
      offline: 'Offline',
      queued: 'Wartet',
      done: 'Erledigt',
      failed: 'Fehlgeschlagen',
      unsupported: 'Nicht möglich',
    },
    empty: 'Hier erscheinen Befehle an diesen Bildschirm und seine Antworten.',
    last: 'Letzter Befehl',
    sent: (what, name) => `${what}: an ${name} gesendet`,
    offline: (what, name) => `${what}: ${name} ist offline und hat nichts erhalten.`,
    queued: (what, name) => `${what}: ${name} erhält den Befehl bei seiner Rückkehr`,
    sentMany: (what, sent, total) => `${what}: an ${sent} von ${total} Bildschirmen gesendet`,
    missed: (count) =>
      plural(count, { one: '1 Bildschirm ist offline.', other: `${count} Bildschirme sind offline.` }),
    later: (count) =>
      plural(count, {
        one: '1 Bildschirm erhält den Befehl später.',
        other: `${count} Bildschirme erhalten den Befehl später.`,
      }),
    emptyGroup: 'In dieser Gruppe ist kein Bildschirm: Es wurde nichts gesendet.',
    ask: {
      reboot: (name) => `${name} neu starten?`,
      shutdown: (name) => `${name} ausschalten?`,
    },
    askMany: {
      reboot: (count) => `${plural(count, { one: '1 Gerät', other: `${count} Geräte` })} neu starten?`,
      shutdown: (count) => `${plural(count, { one: '1 Gerät', other: `${count} Geräte` })} ausschalten?`,
    },
    lead: {
      reboot: 'Bis das Gerät wieder gestartet ist, wird nichts gezeigt.',
      shutdown: 'Bis jemand das Gerät vor Ort wieder einschaltet, wird nichts gezeigt.',
    },
  },
};
