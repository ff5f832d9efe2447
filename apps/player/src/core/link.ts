import { CloseCode } from '@sitecast/protocol/close-code';
import type { Orientation } from '@sitecast/protocol/messages';

/**
 * The screen's identity and its link to the server: pairing, connection, reconnecting. Pure: every step returns the next
 * state and commands for the owner of the socket.
 */

export interface Credentials {
  deviceId: string;
  secret: string;
}

/** A pairing code on display, and the secret to query its status. */
export interface Pairing {
  pairingId: string;
  code: string;
  secret: string;
  pairUrl: string;
  serverUrl: string;
}

export interface Link {
  credentials: Credentials | null;
  /** Null: no code yet. */
  pairing: Pairing | null;
  /** The screen's name and workspace; null until the server has sent them. */
  device: { name: string; workspace: string } | null;
  /** Kept when unpaired, because the screen is still mounted the same way. */
  orientation: Orientation;
  connection: 'connecting' | 'online' | 'waiting' | 'replaced';
  /** Consecutive connections that did not last. */
  attempt: number;
}

export type LinkEvent =
  | { type: 'start' }
  /** The socket is open, but not yet authenticated. */
  | { type: 'opened' }
  | { type: 'code'; pairing: Pairing }
  | { type: 'paired'; deviceId: string }
  | { type: 'waiting' }
  | { type: 'expired' }
  | { type: 'snapshot'; device: { name: string; workspace: string }; orientation: Orientation }
  | { type: 'changed'; name: string; orientation: Orientation }
  /** The connection has lasted. */
  | { type: 'proven' }
  /** The server rejected the credentials. */
  | { type: 'refused' }
  /** `code` is the server's close code, or null if it sent none. */
  | { type: 'lost'; code: number | null }
  /** Someone asked for this page to be the screen again. */
  | { type: 'take-over' }
  | { type: 'retry' };

export type LinkCommand =
  | { do: 'connect'; credentials: Credentials | null }
  | { do: 'disconnect' }
  /** Dispatch `retry` after the backoff for this attempt. */
  | { do: 'retry-later'; attempt: number }
  | { do: 'ask-for-code' }
  | { do: 'check-code'; pairing: Pairing; afterMs: number }
  /** Stop showing all overlays; `saved`: and do not restore them after a restart. */
  | { do: 'forget-overlays'; saved: boolean };

export interface LinkStep {
  link: Link;
  commands: LinkCommand[];
}

export const newLink: Link = {
  credentials: null,
  pairing: null,
  device: null,
  orientation: 0,
  connection: 'connecting',
  attempt: 0,
};

const CHECK_EVERY_MS = 2_000;

export function stepLink(link: Link, event: LinkEvent): LinkStep {
  switch (event.type) {
    case 'start':
    case 'retry':
    case 'take-over':
      return connect({ ...link, connection: 'connecting' });
    case 'opened':
      if (link.credentials) return { link, commands: [] };
      return { link, commands: [link.pairing ? check(link.pairing, 0) : { do: 'ask-for-code' }] };
    case 'code':
      return {
        link: { ...link, pairing: event.pairing, connection: 'online', attempt: 0 },
        commands: [check(event.pairing, CHECK_EVERY_MS)],
      };
    case 'waiting':
      if (!link.pairing) return { link, commands: [] };
      return {
        link: { ...link, connection: 'online', attempt: 0 },
        commands: [check(link.pairing, CHECK_EVERY_MS)],
      };
    case 'expired':
      // The old code stays on display until the new one arrives.
      return { link, commands: [{ do: 'ask-for-code' }] };
    case 'paired': {
      if (!link.pairing) return { link, commands: [] };
      const credentials = { deviceId: event.deviceId, secret: link.pairing.secret };
      return reconnectAs({ ...link, credentials, pairing: null });
    }
    case 'snapshot':
      return {
        link: { ...link, device: event.device, orientation: event.orientation, connection: 'online' },
        commands: [],
      };
    case 'changed': {
      const device = link.device && { ...link.device, name: event.name };
      return { link: { ...link, device, orientation: event.orientation }, commands: [] };
    }
    case 'proven':
      return { link: { ...link, attempt: 0 }, commands: [] };
    case 'refused':
      return refused(link);
    case 'lost':
      if (event.code === CloseCode.Replaced) {
        return {
          link: { ...link, connection: 'replaced' },
          // Storage may belong to the page that has taken over, if it is in the same browser.
          commands: [{ do: 'disconnect' }, { do: 'forget-overlays', saved: false }],
        };
      }
      if (event.code === CloseCode.Unauthenticated || event.code === CloseCode.Revoked) return refused(link);
      return later(link);
  }
}

function connect(link: Link): LinkStep {
  return { link, commands: [{ do: 'connect', credentials: link.credentials }] };
}

function reconnectAs(link: Link): LinkStep {
  const next = { ...link, connection: 'connecting' as const, attempt: 0 };
  return { link: next, commands: [{ do: 'disconnect' }, { do: 'connect', credentials: next.credentials }] };
}

/** A screen drops its identity only when the server rejects it, never because of a connection error. */
function refused(link: Link): LinkStep {
  if (!link.credentials) return later(link);
  const { link: next, commands } = reconnectAs({ ...link, credentials: null, pairing: null, device: null });
  return { link: next, commands: [{ do: 'forget-overlays', saved: true }, ...commands] };
}

function later(link: Link): LinkStep {
  return {
    link: { ...link, connection: 'waiting', attempt: link.attempt + 1 },
    commands: [{ do: 'disconnect' }, { do: 'retry-later', attempt: link.attempt }],
  };
}

function check(pairing: Pairing, afterMs: number): LinkCommand {
  return { do: 'check-code', pairing, afterMs };
}
