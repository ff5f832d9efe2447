import { CloseCode } from '@sitecast/protocol/close-code';

/**
 * How a page stands with the stream of a meter that it shows. A watched meter costs its site several times the
 * mobile data, so nobody watches without looking. Pure: every step returns the next state, with commands for whoever
 * holds the socket and the clocks.
 */

export type Phase =
  /** The first try, or the first after it was left on purpose: nothing has gone wrong. */
  | 'connecting'
  | 'live'
  /** Lost, and tried again. */
  | 'reconnecting'
  /** Nobody looks: the tab is behind others. */
  | 'hidden'
  /** Watched for long: somebody has to say that he still looks. */
  | 'paused'
  /** For good: the link was revoked or has expired. */
  | 'refused'
  /** For good: there is no such location (any more), or no meter stands there. */
  | 'gone';

export interface Live {
  phase: Phase;
  /** Connections in a row that brought nothing. */
  attempt: number;
}

/** What the server says by HTTP of a stream that did not open: a browser tells no page why. */
export type Verdict = 'may-watch' | 'refused' | 'gone' | 'unreachable';

export type LiveEvent =
  | { type: 'shown' }
  | { type: 'hidden' }
  | { type: 'opened' }
  | { type: 'message' }
  /** `opened`: it had been open. `code`: the close code, null where none came. */
  | { type: 'lost'; opened: boolean; code: number | null }
  | { type: 'verdict'; verdict: Verdict }
  | { type: 'retry' }
  | { type: 'watched-long' }
  | { type: 'resume' };

export type LiveCommand =
  | { do: 'connect' }
  | { do: 'disconnect' }
  /** Send `retry` after the pause for this attempt. */
  | { do: 'retry-later'; attempt: number }
  | { do: 'ask-why' }
  /** From now on, somebody looks. */
  | { do: 'count-watching' };

export interface LiveStep {
  live: Live;
  commands: LiveCommand[];
}

export const notYetShown: Live = { phase: 'hidden', attempt: 0 };

export function stepLive(live: Live, event: LiveEvent): LiveStep {
  switch (event.type) {
    case 'shown':
      return live.phase === 'hidden' ? watch() : stay(live);
    case 'resume':
      return live.phase === 'paused' ? watch() : stay(live);
    case 'hidden':
      return isTrying(live) ? leave('hidden') : stay(live);
    case 'watched-long':
      return isTrying(live) ? leave('paused') : stay(live);
    case 'opened':
      return isTrying(live) ? stay({ ...live, phase: 'live' }) : stay(live);
    case 'message':
      return stay({ ...live, attempt: 0 });
    case 'lost':
      return isTrying(live) ? lost(live, event) : stay(live);
    case 'verdict':
      return live.phase === 'reconnecting' ? judged(live, event.verdict) : stay(live);
    case 'retry':
      return live.phase === 'reconnecting' ? { live, commands: [{ do: 'connect' }] } : stay(live);
  }
}

/** There is a socket, or will be one without anybody doing anything. */
function isTrying({ phase }: Live): boolean {
  return phase === 'connecting' || phase === 'live' || phase === 'reconnecting';
}

function watch(): LiveStep {
  const commands: LiveCommand[] = [{ do: 'connect' }, { do: 'count-watching' }];
  return { live: { phase: 'connecting', attempt: 0 }, commands };
}

function leave(phase: Phase): LiveStep {
  return { live: { phase, attempt: 0 }, commands: [{ do: 'disconnect' }] };
}

function lost(live: Live, { opened, code }: LiveEvent & { type: 'lost' }): LiveStep {
  if (code === CloseCode.Revoked || code === CloseCode.Unauthenticated) return leave('refused');
  const reconnecting: Live = { ...live, phase: 'reconnecting' };
  const why = !opened || code === CloseCode.NotFound;
  return why ? { live: reconnecting, commands: [{ do: 'ask-why' }] } : later(reconnecting);
}

function judged(live: Live, verdict: Verdict): LiveStep {
  return verdict === 'refused' || verdict === 'gone' ? leave(verdict) : later(live);
}

function later(live: Live): LiveStep {
  return {
    live: { ...live, attempt: live.attempt + 1 },
    commands: [{ do: 'retry-later', attempt: live.attempt }],
  };
}

function stay(live: Live): LiveStep {
  return { live, commands: [] };
}
