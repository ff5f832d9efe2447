import type { Language } from '../core/language.ts';

/** What alerts say in mails and on screens. A language that lacks one of these fails the type-check. */
export interface AlertTexts {
  subject: Record<'onset' | 'clear', (rule: string, location: string) => string>;
  lead: Record<'onset' | 'clear', (what: string, location: string, project: string) => string>;
  since: (time: string) => string;
  between: (from: string, to: string) => string;
  worst: (value: string) => string;
  rule: (name: string) => string;
  above: (metric: string, level: string) => string;
  below: (metric: string, level: string) => string;
  unreachable: string;
  stopped: string;
  clockDrift: string;
  batteryLow: string;
}

export const alertTexts: Record<Language, AlertTexts> = {
  en: {
    subject: {
      onset: (rule, location) => `Alert: ${rule}, ${location}`,
      clear: (rule, location) => `Over: ${rule}, ${location}`,
    },
    lead: {
      onset: (what, location, project) => `${what} at ${location} (${project}).`,
      clear: (what, location, project) => `It is over: ${what} at ${location} (${project}).`,
    },
    since: (time) => `Since: ${time}`,
    between: (from, to) => `From ${from} to ${to}`,
    worst: (value) => `Worst: ${value}`,
    rule: (name) => `Rule: ${name}`,
    above: (metric, level) => `${metric} above ${level}`,
    below: (metric, level) => `${metric} below ${level}`,
    unreachable: 'Meter unreachable',
    stopped: 'Measurement stopped',
    clockDrift: 'Clock of the meter wrong',
    batteryLow: 'Battery of the meter low',
  },
  es: {
    subject: {
      onset: (rule, location) => `Alerta: ${rule}, ${location}`,
      clear: (rule, location) => `Fin de la alerta: ${rule}, ${location}`,
    },
    lead: {
      onset: (what, location, project) => `${what} en ${location} (${project}).`,
      clear: (what, location, project) => `Ha terminado: ${what} en ${location} (${project}).`,
    },
    since: (time) => `Desde: ${time}`,
    between: (from, to) => `De ${from} a ${to}`,
    worst: (value) => `Peor valor: ${value}`,
    rule: (name) => `Regla: ${name}`,
    above: (metric, level) => `${metric} por encima de ${level}`,
    below: (metric, level) => `${metric} por debajo de ${level}`,
    unreachable: 'Sonómetro inaccesible',
    stopped: 'Medición detenida',
    clockDrift: 'Reloj del sonómetro desajustado',
    batteryLow: 'Batería del sonómetro baja',
  },
  fr: {
    subject: {
      onset: (rule, location) => `Alerte : ${rule}, ${location}`,
      clear: (rule, location) => `Fin d’alerte : ${rule}, ${location}`,
    },
    lead: {
      onset: (what, location, project) => `${what}, ${location} (${project}).`,
      clear: (what, location, project) => `C’est terminé : ${what}, ${location} (${project}).`,
    },
    since: (time) => `Depuis : ${time}`,
    between: (from, to) => `De ${from} à ${to}`,
    worst: (value) => `Pire valeur : ${value}`,
    rule: (name) => `Règle : ${name}`,
    above: (metric, level) => `${metric} au-dessus de ${level}`,
    below: (metric, level) => `${metric} au-dessous de ${level}`,
    unreachable: 'Sonomètre injoignable',
    stopped: 'Mesure arrêtée',
    clockDrift: 'Horloge du sonomètre déréglée',
    batteryLow: 'Batterie du sonomètre faible',
  },
  de: {
    subject: {
      onset: (rule, location) => `Alarm: ${rule}, ${location}`,
      clear: (rule, location) => `Alarm beendet: ${rule}, ${location}`,
    },
    lead: {
      onset: (what, location, project) => `${what}: ${location} (${project}).`,
      clear: (what, location, project) => `Vorbei – ${what}: ${location} (${project}).`,
    },
    since: (time) => `Seit: ${time}`,
    between: (from, to) => `Von ${from} bis ${to}`,
    worst: (value) => `Schlimmster Wert: ${value}`,
    rule: (name) => `Regel: ${name}`,
    above: (metric, level) => `${metric} über ${level}`,
    below: (metric, level) => `${metric} unter ${level}`,
    unreachable: 'Messgerät nicht erreichbar',
    stopped: 'Messung angehalten',
    clockDrift: 'Uhr des Messgeräts geht falsch',
    batteryLow: 'Akku des Messgeräts schwach',
  },
  pt: {
    subject: {
      onset: (rule, location) => `Alerta: ${rule}, ${location}`,
      clear: (rule, location) => `Fim do alerta: ${rule}, ${location}`,
    },
    lead: {
      onset: (what, location, project) => `${what} em ${location} (${project}).`,
      clear: (what, location, project) => `Terminou: ${what} em ${location} (${project}).`,
    },
    since: (time) => `Desde: ${time}`,
    between: (from, to) => `De ${from} a ${to}`,
    worst: (value) => `Pior valor: ${value}`,
    rule: (name) => `Regra: ${name}`,
    above: (metric, level) => `${metric} acima de ${level}`,
    below: (metric, level) => `${metric} abaixo de ${level}`,
    unreachable: 'Sonómetro inacessível',
    stopped: 'Medição parada',
    clockDrift: 'Relógio do sonómetro desacertado',
    batteryLow: 'Bateria do sonómetro fraca',
  },
};
