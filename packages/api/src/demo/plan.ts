import type { SimulatorSource } from '@sitecast/monitor';
import type { z } from 'zod';
import type { AlertCondition } from '../alerts/rules/schema.ts';
import { TemplatePayload } from '../screens/overlays/schema.ts';
import type { LocationLimits } from '../sites/projects/schema.ts';

/** What somebody who tries Sitecast finds there: a site with meters that measure, rules, and screens to open. */

export const demoProject = {
  name: 'Harbour extension (demo)',
  clientName: 'Port Authority',
  timezone: 'Europe/Berlin',
};

/** How much was measured before the demo began. */
export const DEMO_DAYS = 7;

interface DemoPlace {
  location: { name: string; lat: number; lng: number; limits: LocationLimits };
  unit: { name: string; model: string; source: SimulatorSource };
}

export const demoPlaces: DemoPlace[] = [
  {
    location: {
      name: 'Quay 3',
      lat: 53.5413,
      lng: 9.9728,
      limits: { day: 70, evening: 65, night: 55, max: 95 },
    },
    unit: { name: 'Meter 1', model: 'Simulated', source: { kind: 'simulator', scene: 'site', seed: 101 } },
  },
  {
    location: {
      name: 'School',
      lat: 53.5459,
      lng: 9.9665,
      limits: { day: 60, evening: 55, night: 45, max: 85 },
    },
    unit: { name: 'Meter 2', model: 'Simulated', source: { kind: 'simulator', scene: 'site', seed: 202 } },
  },
  {
    location: {
      name: 'Railway bridge',
      lat: 53.5478,
      lng: 9.9811,
      limits: { day: 65, evening: 60, night: 55, max: 90 },
    },
    unit: { name: 'Meter 3', model: 'Simulated', source: { kind: 'simulator', scene: 'train', seed: 303 } },
  },
];

export const demoScreens = ['Site entrance (demo)', 'Site office (demo)'];

export const demoTemplate = {
  name: 'Noise warning (demo)',
  /** @param baseUrl this server's address, where the picture is */
  payload: (baseUrl: string): TemplatePayload =>
    TemplatePayload.parse({
      type: 'image',
      uri: `${baseUrl}/player/noise.svg`,
      title: '{location}: {metric} {value} dB, limit {threshold} dB',
      height: 320,
      titleColor: '#ffffff',
      backgroundColor: '#8f1d14',
      borderRadius: 12,
      slot: 'noise',
      priority: 100,
    }),
};

interface DemoRule {
  name: string;
  condition: z.input<typeof AlertCondition>;
  /** Whether the screens show it. */
  shows: boolean;
}

/** Of all locations of the project. */
export const demoRules: DemoRule[] = [
  {
    name: 'Passing trains',
    condition: { kind: 'level', metric: 'lp', threshold: 72, forSeconds: 3, margin: 4 },
    shows: true,
  },
  {
    name: 'Loud quarter of an hour',
    condition: {
      kind: 'level',
      metric: 'laeq15min',
      threshold: 68,
      active: { days: [1, 2, 3, 4, 5, 6], from: '07:00', until: '20:00' },
    },
    shows: false,
  },
  {
    name: 'Meter unreachable',
    condition: { kind: 'health', metric: 'unreachable', forSeconds: 300 },
    shows: false,
  },
];
