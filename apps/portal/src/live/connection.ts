import { backoff } from '@sitecast/client';
import { type AccessCheck, initialLive, type LiveEvent, type Phase, stepLive } from './machine.ts';

/** Viewers must confirm after this time that they are still watching. */
export const WATCH_MS = 15 * 60_000;
/** The server sends something at least every 25 s; after this silence the connection is dead. */
export const SILENCE_MS = 40_000;

export interface LiveOptions {
  /** URL of the stream, `ws:` or `wss:`. */
  url: string;
  /** The browser's WebSocket, or a compatible class. */
  WebSocket: new (
    url: string,
  ) => Socket;
  onMessage: (text: string) => void;
  onPhase: (phase: Phase) => void;
  /** Checks over HTTP whether the stream may be watched. Never rejects. */
  checkAccess: () => Promise<AccessCheck>;
}

/** The part of WebSocket that is used. */
interface Socket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  close(code?: number): void;
}

export interface LiveConnection {
  /** Reports whether the page is visible. Initially it is not. */
  show(visible: boolean): void;
  /** Resumes after a pause. */
  resume(): void;
  close(): void;
}

/** Runs the state machine of machine.ts with a socket and timers. */
export function watchLive(options: LiveOptions): LiveConnection {
  let live = initialLive;
  let socket: Socket | undefined;
  let closed = false;
  const timers = { retry: createTimer(), silence: createTimer(), watching: createTimer() };

  function dispatch(event: LiveEvent): void {
    if (closed) return;
    const { phase } = live;
    const step = stepLive(live, event);
    live = step.live;
    for (const command of step.commands) {
      if (command.do === 'connect') connect();
      else if (command.do === 'disconnect') disconnect();
      else if (command.do === 'check-access')
        void options.checkAccess().then((access) => dispatch({ type: 'access', access }));
      else if (command.do === 'retry-later')
        timers.retry.set(backoff(command.attempt), () => dispatch({ type: 'retry' }));
      else timers.watching.set(WATCH_MS, () => dispatch({ type: 'idle' }));
    }
    if (live.phase !== phase) options.onPhase(live.phase);
  }

  function connect(): void {
    dropSocket();
    const own = new options.WebSocket(options.url);
    let opened = false;
    socket = own;
    restartSilenceTimer();
    own.onopen = () => {
      opened = true;
      dispatch({ type: 'opened' });
    };
    own.onmessage = ({ data }: { data: unknown }) => {
      restartSilenceTimer();
      dispatch({ type: 'message' });
      options.onMessage(String(data));
    };
    // A close event with more detail always follows.
    own.onerror = () => {};
    own.onclose = ({ code }: { code: number }) => onLost(opened, code);

    function restartSilenceTimer(): void {
      timers.silence.set(SILENCE_MS, () => onLost(opened, null));
    }
  }

  function onLost(opened: boolean, code: number | null): void {
    dropSocket();
    dispatch({ type: 'lost', opened, code });
  }

  function disconnect(): void {
    dropSocket();
    timers.retry.clear();
    timers.watching.clear();
  }

  /** Closes the socket and ignores its further events. */
  function dropSocket(): void {
    timers.silence.clear();
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    socket = undefined;
  }

  return {
    show: (visible) => dispatch({ type: visible ? 'shown' : 'hidden' }),
    resume: () => dispatch({ type: 'resume' }),
    close() {
      closed = true;
      disconnect();
    },
  };
}

/** A timer that replaces the previous one when set. */
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
