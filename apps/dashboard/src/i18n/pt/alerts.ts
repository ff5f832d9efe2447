import { pluralIn } from '@sitecast/ui';
import type { Dictionary } from '../en.ts';

const plural = pluralIn('pt');

export const alerts: Dictionary['alerts'] = {
  title: 'Alertas',
  tabs: { alerts: 'Alertas', rules: 'Regras' },
  open: 'Abertos',
  past: 'Passados',
  noneOpen: 'Neste momento está tudo bem.',
  nonePast: 'Os alertas terminados aparecem aqui.',
  empty: 'Crie uma regra para saber quando um nível é demasiado alto ou um sonómetro se cala.',
  acknowledge: 'Confirmar',
  acknowledgeNamed: (rule, place) => `Confirmar ${rule} em ${place}`,
  acknowledged: 'Alerta confirmado',
  acknowledgedBy: (who) => `Confirmado por ${who}`,
  going: (duration) => `há ${duration}`,
  lasted: (duration) => `durou ${duration}`,
  onset: 'Início',
  peak: 'Máximo',
  cleared: 'Fim',
  state: { open: 'Aberto', acknowledged: 'Confirmado', over: 'Terminado' },
  details: (rule) => `Detalhes de ${rule}`,
  deliveries: 'O que enviou',
  noDeliveries: 'Não tinha nada a enviar.',
  moments: { onset: 'No início', clear: 'No fim' },
  deliveryStatus: { pending: 'Em espera', working: 'A enviar', done: 'Feito', failed: 'Falhou' },
  attempts: (count) => plural(count, { one: `${count} tentativa`, other: `${count} tentativas` }),
  condition: {
    above: (metric, threshold) => `${metric} acima de ${threshold} dB`,
    below: (metric, threshold) => `${metric} abaixo de ${threshold} dB`,
    lasting: (what, duration) => `${what} durante ${duration}`,
    at: (days, from, until) => `${days}, ${from}–${until}`,
  },
  metrics: {
    lp: 'Lp, o nível agora',
    leq: 'Leq desde o início',
    lmax: 'Lmax',
    lpeak: 'Lpeak',
    laeq15min: 'LAeq de 15 minutos',
    laeq1h: 'LAeq de uma hora',
  },
  health: {
    unreachable: 'Sonómetro inacessível',
    stopped: 'Medição parada',
    clockDrift: 'Relógio errado',
    batteryLow: 'Bateria fraca',
  },
  kinds: { email: 'E-mail', webhook: 'Webhook', portal: 'Portal do cliente', overlay: 'Sobreposição' },
};
