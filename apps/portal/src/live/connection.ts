import { backoff } from '@sitecast/client';
import { type LiveEvent, notYetShown, type Phase, stepLive, type Verdict } from './machine.ts';

/** Somebody who has not moved for so long has probably gone. */
export const WATCH_MS = 15 * 60_000;
/** The server says something at least every 25 s: after this silence the connection is dead. */
export const SILENCE_MS = 40_000;

export interface LiveOptions {
  /** The stream's address, `ws:` or `wss:`. */
  url: string;
  /** The browser's, or what behaves like it. */
  WebSocket: new (
    url: string,
  ) => Socket;
  onMessage: (text: string) => void;
  onPhase: (phase: Phase) => void;
  /** Asks by HTTP whether the stream may be watched. Never rejects. */
  askWhy: () => Promise<Verdict>;
}

/** What is needed of a WebSocket. */
interface Socket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  close(code?: number): void;
}

export interface LiveConnection {
  /** Whether somebody can see the page. It is not watched before it is said to be seen. */
  show(visible: boolean): void;
  /** Somebody looks again at what was paused. */
  resume(): void;
  close(): void;
}

/** Holds the socket and the clocks for the state machine of machine.ts. */
export function watchLive(options: LiveOptions): LiveConnection {
  let live = notYetShown;
  let socket: Socket | undefined;
  let closed = false;
  const clocks = { retry: createTimer(), silence: createTimer(), watching: createTimer() };

  function happen(event: LiveEvent): void {
    if (closed) return;
    const { phase } = live;
    const step = stepLive(live, event);
    live = step.live;
    for (const command of step.commands) {
      if (command.do === 'connect') connect();
      else if (command.do === 'disconnect') disconnect();
      else if (command.do === 'ask-why')
        void options.askWhy().then((verdict) => happen({ type: 'verdict', verdict }));
      else if (command.do === 'retry-later')
        clocks.retry.set(backoff(command.attempt), () => happen({ type: 'retry' }));
      else clocks.watching.set(WATCH_MS, () => happen({ type: 'watched-long' }));
    }
    if (live.phase !== phase) options.onPhase(live.phase);
  }

  function connect(): void {
    letGo();
    const own = new options.WebSocket(options.url);
    let opened = false;
    socket = own;
    listenForSilence();
    own.onopen = () => {
      opened = true;
      happen({ type: 'opened' });
    };
    own.onmessage = ({ data }: { data: unknown }) => {
      listenForSilence();
      happen({ type: 'message' });
      options.onMessage(String(data));
    };
    // A close always follows, and says more.
    own.onerror = () => {};
    own.onclose = ({ code }: { code: number }) => lose(opened, code);

    function listenForSilence(): void {
      clocks.silence.set(SILENCE_MS, () => lose(opened, null));
    }
  }

  function lose(opened: boolean, code: number | null): void {
    letGo();
    happen({ type: 'lost', opened, code });
  }

  function disconnect(): void {
    letGo();
    clocks.retry.clear();
    clocks.watching.clear();
  }

  /** Nothing that this socket says is heard any more. */
  function letGo(): void {
    clocks.silence.clear();
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    socket = undefined;
  }

  return {
    show: (visible) => happen({ type: visible ? 'shown' : 'hidden' }),
    resume: () => happen({ type: 'resume' }),
    close() {
      closed = true;
      disconnect();
    },
  };
}

/** One timer that is set anew each time. */
function createTimer() {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    set(ms: number, run: () => void) {
      clearTimeout(timer);
      timer = setTimeout(run, ms);
    },
    clear: () => clearTimeout(timer),
  };
}
