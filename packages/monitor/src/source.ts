import { z } from 'zod';
import { isForbiddenAddress } from './address.ts';

/** Where a unit's values come from. Browser-safe: imports zod only. */

const name =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const digits = /^(?:0x[0-9a-f]+|\d+)$/i;

/**
 * A host name or IP address, without scheme, user, port or path. Private networks are allowed, because meters are on
 * them; link-local, multicast and the like are not. A name may resolve to a forbidden address later, so it is checked
 * again when connecting, see `safeLookup`.
 */
export const Host = z
  .string()
  .trim()
  .max(253)
  .refine(isHost, 'Must be a host name or IP address, without http:// or a port')
  .refine((host) => !isForbiddenAddress(host), 'This address is not allowed for a meter');

export const Port = z.int().min(1).max(65_535);

/** A Rion NL-43 or NL-53 over TCP. */
export const Nl43Source = z.strictObject({
  kind: z.literal('nl43'),
  host: Host,
  port: Port.default(2255),
});
export type Nl43Source = z.infer<typeof Nl43Source>;

/** A unit of an SLMM server. `server` is `host` or `host:port`, an IPv6 address in brackets. */
export const SlmmSource = z.strictObject({
  kind: z.literal('slmm'),
  server: z.string().trim().max(260).refine(isServer, 'Must be host or host:port of the SLMM server'),
  unit: z.string().regex(/^(?!\.+$)[\w.-]{1,64}$/, "Must be the unit's ID on the SLMM server"),
});
export type SlmmSource = z.infer<typeof SlmmSource>;

/** The unit or a gateway posts its frames. */
export const PushSource = z.strictObject({ kind: z.literal('push') });
export type PushSource = z.infer<typeof PushSource>;

/** `site`: traffic by day, occasional trains, quiet at night. The others are one of these around the clock. */
export const Scene = z.enum(['site', 'traffic', 'train', 'night']);
export type Scene = z.infer<typeof Scene>;

/** Realistic demo values without a meter, the same in every process for the same seed (default: derived from the unit's id). */
export const SimulatorSource = z.strictObject({
  kind: z.literal('simulator'),
  scene: Scene.default('site'),
  seed: z.int().min(0).max(0xffff_ffff).optional(),
});
export type SimulatorSource = z.infer<typeof SimulatorSource>;

export const UnitSource = z.discriminatedUnion('kind', [Nl43Source, SlmmSource, PushSource, SimulatorSource]);
export type UnitSource = z.infer<typeof UnitSource>;

function isHost(host: string): boolean {
  if (z.ipv4().safeParse(host).success || z.ipv6().safeParse(host).success) return true;
  // Resolvers accept 2130706433, 0x7f.1 and the like as addresses, so a numeric last label is not a name.
  return name.test(host) && !digits.test(host.slice(host.lastIndexOf('.') + 1));
}

function isServer(server: string): boolean {
  const [, host, port] = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(server) ?? [];
  if (host === undefined) return false;
  const bare = host.startsWith('[') ? host.slice(1, -1) : host;
  if (host.startsWith('[') !== z.ipv6().safeParse(bare).success) return false;
  return Host.safeParse(bare).success && (port === undefined || Port.safeParse(Number(port)).success);
}
