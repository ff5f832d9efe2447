import type { CreateUnit } from '@sitecast/api/sites/units/schema';
import type { z } from 'zod';

type Source = z.infer<typeof CreateUnit>['source'];
export type SourceKind = Source['kind'];
export const sourceKinds = ['nl43', 'slmm', 'push', 'simulator'] as const satisfies SourceKind[];
export type Scene = Extract<Source, { kind: 'simulator' }>['scene'];
export const scenes = ['site', 'traffic', 'train', 'night'] as const satisfies Scene[];

/** The form's fields as typed, for all kinds of sources. */
export interface MeterFields {
  name: string;
  model: string;
  kind: SourceKind;
  host: string;
  port: string;
  server: string;
  unit: string;
  scene: Scene;
  slowPaceSec: string;
}

const emptyMeter: MeterFields = {
  name: '',
  model: '',
  kind: 'nl43',
  host: '',
  port: '2255',
  server: '',
  unit: '',
  scene: 'site',
  slowPaceSec: '60',
};

/** The fields of an existing meter, or those of a new one. */
export function meterFields(unit?: {
  name: string;
  model: string;
  source: Source;
  slowPaceSec: number;
}): MeterFields {
  if (!unit) return { ...emptyMeter };
  const { name, model, source, slowPaceSec } = unit;
  const known = { ...emptyMeter, name, model, kind: source.kind, slowPaceSec: String(slowPaceSec) };
  switch (source.kind) {
    case 'nl43':
      return { ...known, host: source.host, port: String(source.port) };
    case 'slmm':
      return { ...known, server: source.server, unit: source.unit };
    case 'simulator':
      return { ...known, scene: source.scene };
    case 'push':
      return known;
  }
}

/** The API's input, before validation. @param before the present source, for what the form does not show */
export function toMeterInput(fields: MeterFields, before?: Source) {
  return {
    name: fields.name,
    model: fields.model,
    slowPaceSec: number(fields.slowPaceSec),
    source: sourceOf(fields, before),
  };
}

function sourceOf({ kind, host, port, server, unit, scene }: MeterFields, before?: Source) {
  switch (kind) {
    case 'nl43':
      return { kind, host, port: number(port) };
    case 'slmm':
      return { kind, server, unit };
    case 'push':
      return { kind };
    case 'simulator':
      return { kind, scene, ...(before?.kind === kind && { seed: before.seed }) };
  }
}

/** NaN for text that is not a number, which the schema refuses. */
function number(typed: string): number {
  return typed.trim() === '' ? Number.NaN : Number(typed);
}
