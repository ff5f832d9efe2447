import { pluralIn } from '@sitecast/ui';
import type { screen as en } from '../en/screen.ts';

const plural = pluralIn('fr');

export const screen: typeof en = {
  screen: {
    details: 'Écran',
    paired: 'Associé',
    platform: 'Plateforme',
    platforms: { browser: 'Navigateur', tizen: 'Samsung Tizen' },
    engine: 'Moteur',
    groups: 'Groupes',
    screenshot: 'Capture d’écran',
    screenshotEmpty: 'Demandez à l’écran une image de ce qu’il affiche.',
    screenshotOf: (name) => `Ce qu’affichait ${name}`,
    logLevel: 'Niveau',
    anyLevel: 'Tous les niveaux',
    logTag: 'Étiquette',
    logNoMatch: 'Aucune ligne ne correspond à ces filtres.',
    settings: 'Réglages',
    name: 'Nom',
    orientation: 'Orientation',
    orientations: {
      0: 'Paysage',
      90: 'Portrait, 90° vers la droite',
      180: 'Paysage, à l’envers',
      270: 'Portrait, 270° vers la droite',
    },
    saved: (name) => `${name} enregistré`,
    log: 'Journal',
    logEmpty: 'Ce que le lecteur signale apparaît ici.',
    levels: { debug: 'Débogage', info: 'Info', warn: 'Alerte', error: 'Erreur' },
    unpair: 'Dissocier l’écran',
    unpairTitle: (name) => `Dissocier ${name} ?`,
    unpairLead:
      'Il cesse aussitôt d’afficher vos contenus et montre un nouveau code. Son historique est conservé.',
    unpaired: (name) => `${name} est dissocié`,
  },
  commands: {
    title: 'Commandes',
    types: {
      screen_on: 'Allumer l’écran',
      screen_off: 'Éteindre l’écran',
      identify: 'Identifier',
      screenshot: 'Faire une capture',
      launch: 'Relancer le lecteur',
      update: 'Mettre à jour le lecteur',
      reboot: 'Redémarrer l’appareil',
      shutdown: 'Arrêter l’appareil',
    },
    status: {
      sent: 'Envoyée',
      offline: 'Hors ligne',
      queued: 'En attente',
      done: 'Exécutée',
      failed: 'Échec',
      unsupported: 'Impossible',
    },
    empty: 'Les commandes envoyées à cet écran et ses réponses apparaissent ici.',
    last: 'Dernière commande',
    sent: (what, name) => `${what} : commande envoyée à ${name}`,
    offline: (what, name) => `${what} : ${name} est hors ligne et n’a rien reçu.`,
    queued: (what, name) => `${what} : ${name} recevra la commande à son retour`,
    sentMany: (what, sent, total) => `${what} : commande envoyée à ${sent} écrans sur ${total}`,
    missed: (count) =>
      plural(count, { one: `${count} écran est hors ligne.`, other: `${count} écrans sont hors ligne.` }),
    later: (count) =>
      plural(count, {
        one: `${count} écran la recevra plus tard.`,
        other: `${count} écrans la recevront plus tard.`,
      }),
    emptyGroup: 'Ce groupe ne contient aucun écran : rien n’a été envoyé.',
    ask: {
      reboot: (name) => `Redémarrer ${name} ?`,
      shutdown: (name) => `Arrêter ${name} ?`,
    },
    askMany: {
      reboot: (count) => `Redémarrer ${plural(count, { one: `${count} écran`, other: `${count} écrans` })} ?`,
      shutdown: (count) => `Arrêter ${plural(count, { one: `${count} écran`, other: `${count} écrans` })} ?`,
    },
    lead: {
      reboot: 'Rien n’est affiché tant que l’appareil n’a pas redémarré.',
      shutdown: 'Rien n’est affiché tant que personne ne rallume l’appareil sur place.',
    },
  },
};
