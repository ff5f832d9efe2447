import { pluralIn } from '@sitecast/ui';
import type { Dictionary } from '../en.ts';

const plural = pluralIn('de');

export const alerts: Dictionary['alerts'] = {
  title: 'Alarme',
  tabs: { alerts: 'Alarme', rules: 'Regeln' },
  open: 'Offen',
  past: 'Vergangen',
  noneOpen: 'Gerade ist alles in Ordnung.',
  nonePast: 'Hier erscheinen Alarme, die vorbei sind.',
  empty: 'Legen Sie eine Regel an, um zu erfahren, wenn ein Pegel zu hoch ist oder ein Messgerät verstummt.',
  acknowledge: 'Quittieren',
  acknowledgeNamed: (rule, place) => `${rule} an ${place} quittieren`,
  acknowledged: 'Alarm quittiert',
  acknowledgedBy: (who) => `Quittiert von ${who}`,
  going: (duration) => `seit ${duration}`,
  lasted: (duration) => `dauerte ${duration}`,
  onset: 'Beginn',
  peak: 'Spitze',
  cleared: 'Ende',
  state: { open: 'Offen', acknowledged: 'Quittiert', over: 'Vorbei' },
  details: (rule) => `Einzelheiten zu ${rule}`,
  deliveries: 'Was er gesendet hat',
  noDeliveries: 'Er hatte nichts zu senden.',
  moments: { onset: 'Zu Beginn', clear: 'Am Ende' },
  deliveryStatus: { pending: 'Wartet', working: 'Wird gesendet', done: 'Erledigt', failed: 'Gescheitert' },
  attempts: (count) => plural(count, { one: '1 Versuch', other: `${count} Versuche` }),
  condition: {
    above: (metric, threshold) => `${metric} über ${threshold} dB`,
    below: (metric, threshold) => `${metric} unter ${threshold} dB`,
    lasting: (what, duration) => `${what}, ${duration} lang`,
    at: (days, from, until) => `${days}, ${from}–${until}`,
  },
  metrics: {
    lp: 'Lp, der Pegel jetzt',
    leq: 'Leq seit dem Start',
    lmax: 'Lmax',
    lpeak: 'Lpeak',
    laeq15min: 'LAeq von 15 Minuten',
    laeq1h: 'LAeq von einer Stunde',
  },
  health: {
    unreachable: 'Messgerät nicht erreichbar',
    stopped: 'Messung angehalten',
    clockDrift: 'Uhr geht falsch',
    batteryLow: 'Batterie schwach',
  },
  kinds: { email: 'E-Mail', webhook: 'Webhook', portal: 'Kundenportal', overlay: 'Overlay' },
};
