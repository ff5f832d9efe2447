import { Orientation, PipShow } from '@sitecast/protocol/messages';
import { z } from 'zod';
import { type Commands, noCommands } from './commands.ts';
import { type Link, newLink } from './link.ts';
import type { Outbox } from './outbox.ts';
import { emptyLayer, type Layer, type LayerStep, type OverlayReport, stepLayer } from './overlays.ts';

/** State that survives a restart. Stored under separate keys, so that many overlays cannot evict the identity. */

export const IDENTITY_KEY = 'sitecast.identity';

const SavedIdentity = z.object({
  credentials: z.object({ deviceId: z.string(), secret: z.string() }).nullable(),
  pairing: z
    .object({
      pairingId: z.string(),
      code: z.string(),
      secret: z.string(),
      pairUrl: z.string(),
      serverUrl: z.string(),
    })
    .nullable(),
  device: z.object({ name: z.string(), workspace: z.string() }).nullable(),
  orientation: Orientation,
});

export function saveIdentity({ credentials, pairing, device, orientation }: Link): string {
  return JSON.stringify({ credentials, pairing, device, orientation });
}

/** Unreadable data gives a new, unpaired screen. */
export function restoreIdentity(text: string | null): Link {
  const saved = SavedIdentity.safeParse(parse(text));
  return saved.success ? { ...newLink, ...saved.data } : newLink;
}

/**
 * The identity to save from a link that makes this page a given screen, `#screen=<id>&secret=<secret>`. Null for any
 * other URL.
 */
export function identityOfLink(hash: string): string | null {
  const [, deviceId, secret] = /^#screen=([0-9a-f-]{36})&secret=([\w-]{20,100})$/.exec(hash) ?? [];
  if (deviceId === undefined || secret === undefined) return null;
  return saveIdentity({ ...newLink, credentials: { deviceId, secret } });
}

const SavedOverlays = z.object({
  /** `endsAt` in ms since 1970, because only the wall clock continues during a restart. */
  overlays: z.array(z.object({ show: PipShow, endsAt: z.number().nullable() }).nullable().catch(null)),
  ended: z.array(z.string()),
});

/** The current monotonic and wall-clock time, in ms. */
export interface Clock {
  now: number;
  wall: number;
}

export function saveOverlays({ overlays, ended }: Layer, { now, wall }: Clock): string {
  const current = overlays.filter(({ phase }) => phase !== 'leaving');
  return JSON.stringify({
    overlays: current.map(({ show, endsAt }) => ({
      show,
      endsAt: endsAt === null ? null : endsAt - now + wall,
    })),
    ended,
  });
}

/** The overlays that have not expired, with their remaining duration. */
export function restoreOverlays(text: string | null, { now, wall }: Clock): LayerStep {
  const saved = SavedOverlays.safeParse(parse(text));
  if (!saved.success) return { layer: emptyLayer, reports: [] };
  const { ended } = saved.data;
  const shows: PipShow[] = [];
  const reports: OverlayReport[] = [];
  for (const overlay of saved.data.overlays) {
    if (!overlay) continue;
    const { show, endsAt } = overlay;
    const remains = endsAt === null ? 0 : (endsAt - wall) / 1000;
    if (endsAt !== null && remains <= 0) {
      ended.push(show.pip_id);
      reports.push({ pipId: show.pip_id, status: 'expired' });
    } else {
      // A wall clock set back, as on a screen that starts without network, must not extend the duration.
      shows.push({ ...show, duration: Math.min(remains, show.duration) });
    }
  }
  const { layer } = stepLayer({ overlays: [], ended }, { type: 'snapshot', shows }, now);
  const overlays = layer.overlays.map((overlay) => ({ ...overlay, confirmed: false }));
  return { layer: { ...layer, overlays }, reports };
}

const OUTCOMES = ['done', 'failed', 'unsupported'] as const;

const SavedCommands = z.object({
  screenOn: z.boolean(),
  acted: z.array(
    z.object({
      id: z.string(),
      outcome: z.object({ status: z.enum(OUTCOMES), detail: z.string().optional() }).nullable(),
    }),
  ),
});

export function saveCommands(commands: Commands): string {
  return JSON.stringify(commands);
}

/** Unreadable data gives a screen that is on. */
export function restoreCommands(text: string | null): Commands {
  const saved = SavedCommands.safeParse(parse(text));
  return saved.success ? saved.data : noCommands;
}

// Separate schemas, because the server's would make up a sixth of the bundle.
const SavedReport = z.union([
  z.object({
    kind: z.literal('overlay'),
    report: z.object({
      pipId: z.string(),
      status: z.enum(['shown', 'failed', 'cleared', 'expired']),
      detail: z.string().optional(),
    }),
  }),
  z.object({
    kind: z.literal('command'),
    report: z.object({ commandId: z.string(), status: z.enum(OUTCOMES), detail: z.string().optional() }),
  }),
  z.object({
    kind: z.literal('log'),
    line: z.object({
      level: z.enum(['debug', 'info', 'warn', 'error']),
      tag: z.string(),
      message: z.string(),
    }),
  }),
]);
const SavedOutbox = z.array(SavedReport.nullable().catch(null));

export function saveOutbox(outbox: Outbox): string {
  return JSON.stringify(outbox);
}

export function restoreOutbox(text: string | null): Outbox {
  const saved = SavedOutbox.safeParse(parse(text));
  return saved.success ? saved.data.flatMap((report) => report ?? []) : [];
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
