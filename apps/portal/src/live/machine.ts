import { CloseCode } from '@sitecast/protocol/close-code';

/**
 * State machine for the live stream of a meter. Watching a meter costs its site several times the mobile data, so the
 * page only connects while someone is viewing. Pure: each step returns the next state and commands to carry out.
 */

export type Phase =
  /** First attempt, or the first after a deliberate disconnect. */
  | 'connecting'
  | 'live'
  /** Connection lost, retrying. */
  | 'reconnecting'
  /** The page is not visible. */
  | 'hidden'
  /** Watched for long: the viewer must confirm that they are still there. */
  | 'paused'
  /** Final: the link was revoked or has expired. */
  | 'refused'
  /** Final: the location doesn't exist or has no meter. */
  | 'gone';

export interface LiveState {
  phase: Phase;
  /** Consecutive connections without a message. */
  attempt: number;
}

/** The result of checking access over HTTP, because browsers don't report why a WebSocket failed to open. */
export type AccessCheck = 'allowed' | 'refused' | 'gone' | 'unreachable';

export type LiveEvent =
  | { type: 'shown' }
  | { type: 'hidden' }
  | { type: 'opened' }
  | { type: 'message' }
  /** `opened`: whether it had been open. `code`: the close code, if any. */
  | { type: 'lost'; opened: boolean; code: number | null }
  | { type: 'access'; access: AccessCheck }
  | { type: 'retry' }
  | { type: 'idle' }
  | { type: 'resume' };

export type LiveCommand =
  | { do: 'connect' }
  | { do: 'disconnect' }
  /** Dispatch `retry` after the backoff delay of this attempt. */
  | { do: 'retry-later'; attempt: number }
  | { do: 'check-access' }
  /** Dispatch `idle` after the maximum viewing time. */
  | { do: 'start-idle-timer' };

export interface LiveStep {
  live: LiveState;
  commands: LiveCommand[];
}

export const initialLive: LiveState = { phase: 'hidden', attempt: 0 };

export function stepLive(live: LiveState, event: LiveEvent): LiveStep {
  switch (event.type) {
    case 'shown':
      return live.phase === 'hidden' ? watch() : stay(live);
    case 'resume':
      return live.phase === 'paused' ? watch() : stay(live);
    case 'hidden':
      return isTrying(live) ? leave('hidden') : stay(live);
    case 'idle':
      return isTrying(live) ? leave('paused') : stay(live);
    case 'opened':
      return isTrying(live) ? stay({ ...live, phase: 'live' }) : stay(live);
    case 'message':
      return stay({ ...live, attempt: 0 });
    case 'lost':
      return isTrying(live) ? lost(live, event) : stay(live);
    case 'access':
      return live.phase === 'reconnecting' ? accessChecked(live, event.access) : stay(live);
    case 'retry':
      return live.phase === 'reconnecting' ? { live, commands: [{ do: 'connect' }] } : stay(live);
  }
}

/** Whether it is connected or will connect by itself. */
function isTrying({ phase }: LiveState): boolean {
  return phase === 'connecting' || phase === 'live' || phase === 'reconnecting';
}

function watch(): LiveStep {
  const commands: LiveCommand[] = [{ do: 'connect' }, { do: 'start-idle-timer' }];
  return { live: { phase: 'connecting', attempt: 0 }, commands };
}

function leave(phase: Phase): LiveStep {
  return { live: { phase, attempt: 0 }, commands: [{ do: 'disconnect' }] };
}

function lost(live: LiveState, { opened, code }: LiveEvent & { type: 'lost' }): LiveStep {
  if (code === CloseCode.Revoked || code === CloseCode.Unauthenticated) return leave('refused');
  const reconnecting: LiveState = { ...live, phase: 'reconnecting' };
  const needsCheck = !opened || code === CloseCode.NotFound;
  return needsCheck ? { live: reconnecting, commands: [{ do: 'check-access' }] } : later(reconnecting);
}

function accessChecked(live: LiveState, access: AccessCheck): LiveStep {
  return access === 'refused' || access === 'gone' ? leave(access) : later(live);
}

function later(live: LiveState): LiveStep {
  return {
    live: { ...live, attempt: live.attempt + 1 },
    commands: [{ do: 'retry-later', attempt: live.attempt }],
  };
}

function stay(live: LiveState): LiveStep {
  return { live, commands: [] };
}
