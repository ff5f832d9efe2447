import { pluralIn } from '@sitecast/ui';
import type { Dictionary } from '../en.ts';

const plural = pluralIn('fr');

export const alerts: Dictionary['alerts'] = {
  title: 'Alertes',
  tabs: { alerts: 'Alertes', rules: 'Règles' },
  open: 'En cours',
  past: 'Passées',
  noneOpen: 'Tout va bien en ce moment.',
  nonePast: 'Les alertes terminées apparaissent ici.',
  empty: 'Créez une règle pour être averti quand un niveau est trop élevé ou qu’un sonomètre se tait.',
  acknowledge: 'Acquitter',
  acknowledgeNamed: (rule, place) => `Acquitter ${rule} à ${place}`,
  acknowledged: 'Alerte acquittée',
  acknowledgedBy: (who) => `Acquittée par ${who}`,
  going: (duration) => `depuis ${duration}`,
  lasted: (duration) => `a duré ${duration}`,
  onset: 'Début',
  peak: 'Maximum',
  cleared: 'Fin',
  state: { open: 'En cours', acknowledged: 'Acquittée', over: 'Terminée' },
  details: (rule) => `Détails de ${rule}`,
  deliveries: 'Ce qu’elle a envoyé',
  noDeliveries: 'Elle n’avait rien à envoyer.',
  moments: { onset: 'Au début', clear: 'À la fin' },
  deliveryStatus: { pending: 'En attente', working: 'Envoi', done: 'Fait', failed: 'Échoué' },
  attempts: (count) => plural(count, { one: `${count} essai`, other: `${count} essais` }),
  condition: {
    above: (metric, threshold) => `${metric} au-dessus de ${threshold} dB`,
    below: (metric, threshold) => `${metric} sous ${threshold} dB`,
    lasting: (what, duration) => `${what} pendant ${duration}`,
    at: (days, from, until) => `${days}, ${from}–${until}`,
  },
  metrics: {
    lp: 'Lp, le niveau actuel',
    leq: 'Leq depuis le début',
    lmax: 'Lmax',
    lpeak: 'Lpeak',
    laeq15min: 'LAeq sur 15 minutes',
    laeq1h: 'LAeq sur une heure',
  },
  health: {
    unreachable: 'Sonomètre injoignable',
    stopped: 'Mesure arrêtée',
    clockDrift: 'Horloge fausse',
    batteryLow: 'Batterie faible',
  },
  kinds: { email: 'E-mail', webhook: 'Webhook', portal: 'Portail client', overlay: 'Incrustation' },
};
