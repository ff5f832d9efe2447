import { energySum } from './levels/energy.ts';
import type { Scene } from './source.ts';

/**
 * The sound at a simulated site, as a function of seed and time only, so that every process computes the same values.
 * Background, vehicles and trains are levels in dB at the microphone, summed as energy.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface SimulatedSite {
  /** Lp with time weighting Slow, in dB with one decimal. @param at ms since the epoch */
  levelAt(at: number): number;
  /** How far the peak is above Lp, in dB. @param at ms since the epoch */
  crestAt(at: number): number;
}

/** @param utcOffset the site's UTC offset in ms at a time in ms since the epoch; activity follows local time */
export function createSimulatedSite(
  scene: Scene,
  seed: number,
  utcOffset: (at: number) => number = () => 0,
): SimulatedSite {
  const traffic = scene === 'site' || scene === 'traffic';
  const trains = scene === 'site' || scene === 'train';
  const hourOf = (at: number) => ((((at + utcOffset(at)) / HOUR) % 24) + 24) % 24;
  const activity = (at: number) => (scene === 'night' ? 0 : scene === 'traffic' ? 1 : dayCurve(hourOf(at)));

  /** Wind, distant traffic, ventilation: drifts slowly with small fluctuations. */
  function background(at: number): number {
    const slow =
      3 * (noise(seed, 1, at / (7 * MINUTE)) - 0.5) + 2 * (noise(seed, 2, at / (40 * SECOND)) - 0.5);
    return 33 + 14 * activity(at) + slow + 1.2 * (noise(seed, 3, at / (2 * SECOND)) - 0.5);
  }

  /** At most one vehicle per 12 s, passing within seconds; -6 dB per doubling of distance (point source). */
  function vehicles(at: number): number[] {
    return slotsAround(at, 12 * SECOND, 5).flatMap((slot) => {
      const start = slot * 12 * SECOND;
      if (chance(seed, 4, slot) > 0.06 + 0.7 * activity(start)) return [];
      const passes = start + 12 * SECOND * chance(seed, 5, slot);
      const loudest = 56 + 14 * chance(seed, 6, slot) ** 1.5;
      const seconds = (at - passes) / SECOND;
      return [loudest - 10 * Math.log10(1 + (seconds / (0.8 + 1.2 * chance(seed, 7, slot))) ** 2)];
    });
  }

  /** At most five trains an hour by day, a few at night: rising flank, plateau, falling flank. */
  function passingTrains(at: number): number[] {
    return slotsAround(at, 12 * MINUTE, 1).flatMap((slot) => {
      const start = slot * 12 * MINUTE;
      if (chance(seed, 8, slot) > 0.12 + 0.75 * (scene === 'train' ? 1 : activity(start))) return [];
      const passes = start + 12 * MINUTE * chance(seed, 9, slot);
      const half = 6 + 12 * chance(seed, 10, slot);
      const loudest = 72 + 12 * chance(seed, 11, slot);
      const beyond = Math.max(0, Math.abs(at - passes) / SECOND - half);
      const wagons = 3 * (noise(seed, 13, at / (1.6 * SECOND)) - 0.5);
      return beyond > 60 ? [] : [loudest + wagons - 2.2 * beyond];
    });
  }

  return {
    levelAt: (at) =>
      Math.round(
        10 *
          energySum([background(at), ...(traffic ? vehicles(at) : []), ...(trains ? passingTrains(at) : [])]),
      ) / 10,
    crestAt: (at) => 10 + 6 * chance(seed, 12, Math.floor(at / SECOND)),
  };
}

/** A 32-bit seed from a text such as a unit's id (FNV-1a hash). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
  return hash >>> 0;
}

/** Activity from 0 at night to 1 at the busiest hours. @param hour local time, 0–24 */
function dayCurve(hour: number): number {
  const rise = 1 / (1 + Math.exp(-(hour - 6) * 1.8));
  const fall = 1 / (1 + Math.exp((hour - 21.5) * 1.2));
  return rise * fall;
}

/** The index of the slot containing a time, and `neighbours` more on each side. @param width ms */
function slotsAround(at: number, width: number, neighbours: number): number[] {
  const slot = Math.floor(at / width);
  return Array.from({ length: 2 * neighbours + 1 }, (_, index) => slot - neighbours + index);
}

/** Value noise, 0–1, smooth in `at`. */
function noise(seed: number, kind: number, at: number): number {
  const left = Math.floor(at);
  const t = at - left;
  const smooth = t * t * (3 - 2 * t);
  return chance(seed, kind, left) * (1 - smooth) + chance(seed, kind, left + 1) * smooth;
}

/** 0–1, uniformly distributed and deterministic (MurmurHash3 finaliser). */
function chance(seed: number, kind: number, index: number): number {
  // Slot indices of ms timestamps can exceed 32 bits.
  const low = (index % 0x1_0000_0000) | 0;
  const high = Math.floor(index / 0x1_0000_0000) | 0;
  let hash = Math.imul(seed ^ Math.imul(kind, 0x9e3779b1), 0x85ebca6b) ^ low ^ Math.imul(high, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}
