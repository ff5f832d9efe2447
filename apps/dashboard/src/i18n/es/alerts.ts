import { pluralIn } from '@sitecast/ui';
import type { Dictionary } from '../en.ts';

const plural = pluralIn('es');

export const alerts: Dictionary['alerts'] = {
  title: 'Alertas',
  tabs: { alerts: 'Alertas', rules: 'Reglas' },
  open: 'Abiertas',
  past: 'Pasadas',
  noneOpen: 'Ahora mismo todo está bien.',
  nonePast: 'Aquí aparecen las alertas terminadas.',
  empty: 'Cree una regla para saber cuándo un nivel es demasiado alto o un sonómetro enmudece.',
  acknowledge: 'Confirmar',
  acknowledgeNamed: (rule, place) => `Confirmar ${rule} en ${place}`,
  acknowledged: 'Alerta confirmada',
  acknowledgedBy: (who) => `Confirmada por ${who}`,
  going: (duration) => `desde hace ${duration}`,
  lasted: (duration) => `duró ${duration}`,
  onset: 'Inicio',
  peak: 'Máximo',
  cleared: 'Fin',
  state: { open: 'Abierta', acknowledged: 'Confirmada', over: 'Terminada' },
  details: (rule) => `Detalles de ${rule}`,
  deliveries: 'Lo que envió',
  noDeliveries: 'No tenía nada que enviar.',
  moments: { onset: 'Al inicio', clear: 'Al terminar' },
  deliveryStatus: { pending: 'En espera', working: 'Enviando', done: 'Hecho', failed: 'Fallido' },
  attempts: (count) => plural(count, { one: '1 intento', other: `${count} intentos` }),
  condition: {
    above: (metric, threshold) => `${metric} por encima de ${threshold} dB`,
    below: (metric, threshold) => `${metric} por debajo de ${threshold} dB`,
    lasting: (what, duration) => `${what} durante ${duration}`,
    at: (days, from, until) => `${days}, ${from}–${until}`,
  },
  metrics: {
    lp: 'Lp, el nivel actual',
    leq: 'Leq desde el inicio',
    lmax: 'Lmax',
    lpeak: 'Lpeak',
    laeq15min: 'LAeq de 15 minutos',
    laeq1h: 'LAeq de una hora',
  },
  health: {
    unreachable: 'Sonómetro inaccesible',
    stopped: 'Medición detenida',
    clockDrift: 'Reloj desajustado',
    batteryLow: 'Batería baja',
  },
  kinds: { email: 'Correo', webhook: 'Webhook', portal: 'Portal del cliente', overlay: 'Superposición' },
};
