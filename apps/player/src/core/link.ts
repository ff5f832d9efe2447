import { CloseCode } from '@sitecast/protocol/close-code';
import type { Orientation } from '@sitecast/protocol/messages';

/**
 * Who this screen is and how it stands with the server: pairing, connection, what to do next. Pure: every step
 * returns the next state with commands for whoever holds the socket.
 */

export interface Credentials {
  deviceId: string;
  secret: string;
}

/** A code on the screen and the secret that asks what became of it. */
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
  /** How the server calls this screen; null until it said so once. */
  device: { name: string; workspace: string } | null;
  /** The screen hangs as it hangs, paired or not. */
  orientation: Orientation;
  connection: 'connecting' | 'online' | 'waiting' | 'replaced';
  /** Connections in a row that did not last. */
  attempt: number;
}

export type LinkEvent =
  | { type: 'start' }
  /** The socket is open, nobody is identified yet. */
  | { type: 'opened' }
  | { type: 'code'; pairing: Pairing }
  | { type: 'paired'; deviceId: string }
  | { type: 'waiting' }
  | { type: 'expired' }
  | { type: 'snapshot'; device: { name: string; workspace: string }; orientation: Orientation }
  | { type: 'changed'; name: string; orientation: Orientation }
  /** The connection has lasted. */
  | { type: 'proven' }
  /** The server says that these credentials are worth nothing. */
  | { type: 'refused' }
  /** `code` is the server's close code; null when it never said one. */
  | { type: 'lost'; code: number | null }
  /** Somebody wants this page to be the screen again. */
  | { type: 'take-over' }
  | { type: 'retry' };

export type LinkCommand =
  | { do: 'connect'; credentials: Credentials | null }
  | { do: 'disconnect' }
  /** Send `retry` after the pause for this attempt. */
  | { do: 'retry-later'; attempt: number }
  | { do: 'ask-for-code' }
  | { do: 'check-code'; pairing: Pairing; afterMs: number }
  /** Nothing that was on the screen is this page's to show any more; `saved`: nor to show after a restart. */
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
      // The old code stays on the screen until the new one is there.
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
          // What is saved belongs to the page that has taken over, when it is in the same browser.
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

/** Only the server's own word makes a screen forget who it is; trouble on the way never does. */
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
