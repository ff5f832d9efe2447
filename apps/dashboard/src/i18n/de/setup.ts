import type { setup as en } from '../en/setup.ts';

export const setup: typeof en = {
  setup: {
    title: 'Sitecast einrichten',
    lead: 'Legt den ersten Administrator und den ersten Arbeitsbereich an. Der Einrichtungscode steht im Serverprotokoll.',
    code: 'Einrichtungscode',
    codeHint: 'Er sieht aus wie ABCD-2345.',
    wrongCode: 'Das ist nicht der Code aus dem Serverprotokoll',
    email: 'E-Mail',
    name: 'Ihr Name',
    password: 'Passwort',
    passwordHint: 'Mindestens 12 Zeichen.',
    workspace: 'Name des Arbeitsbereichs',
    workspaceHint: 'Meist der Name der Firma.',
    demo: 'Demo-Projekt hinzufügen',
    demoHint:
      'Eine Baustelle mit drei simulierten Messgeräten, Alarmen und zwei Bildschirmen, um alles auszuprobieren.',
    submit: 'Anlegen und anmelden',
    done: (name) => `Willkommen, ${name}`,
    over: 'Die Einrichtung ist abgeschlossen. Bitte anmelden.',
  },
};
