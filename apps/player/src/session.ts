import { backoff } from '@sitecast/client/backoff';
import type { CommandCenter } from './commands.ts';
import { readMessage } from './core/inbox.ts';
import { type Link, type LinkCommand, type LinkEvent, type Pairing, stepLink } from './core/link.ts';
import { commandReport, logLine, overlayReports } from './core/outbox.ts';
import { IDENTITY_KEY, restoreIdentity, saveIdentity } from './core/saved.ts';
import { type Connection, openConnection } from './net.ts';
import type { Platform } from './platform/browser.ts';
import type { Reporter } from './reporter.ts';
import type { Showing } from './showing.ts';

export interface Session {
  /** Makes this page the screen again after another page has taken over. */
  takeOver(): void;
}

const HEARTBEAT_MS = 15_000;
/** The player's info changes rarely, so it is sent with every 4th heartbeat. */
const INFO_EVERY = 4;
/** A larger clock difference is written to the screen's log. */
const CLOCK_TOLERANCE_MS = 30_000;

/** Keeps the screen connected to the server: runs the core's commands and feeds their results back as events. */
export function startSession(
  platform: Platform,
  reporter: Reporter,
  showing: Showing,
  commands: CommandCenter,
  onLink: (link: Link) => void,
): Session {
  let link = restoreIdentity(platform.storage.get(IDENTITY_KEY));
  let saved = saveIdentity(link);
  let connection: Connection | null = null;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let heartbeat: ReturnType<typeof setInterval> | undefined;

  function dispatch(event: LinkEvent): void {
    const step = stepLink(link, event);
    link = step.link;
    const identity = saveIdentity(link);
    if (identity !== saved) platform.storage.set(IDENTITY_KEY, identity);
    saved = identity;
    onLink(link);
    for (const command of step.commands) carryOut(command);
  }

  function carryOut(command: LinkCommand): void {
    switch (command.do) {
      case 'connect':
        connect();
        break;
      case 'disconnect':
        disconnect();
        break;
      case 'retry-later':
        pause = setTimeout(() => dispatch({ type: 'retry' }), backoff(command.attempt));
        break;
      case 'ask-for-code':
        askForCode();
        break;
      case 'check-code':
        pause = setTimeout(() => checkCode(command.pairing), command.afterMs);
        break;
      case 'forget-overlays':
        showing.forget(command.saved);
        if (command.saved) commands.forget();
        reporter.forget(command.saved);
        break;
    }
  }

  function connect(): void {
    const { credentials } = link;
    /** Ignores events of connections that have been abandoned. */
    const tell = (event: LinkEvent) => {
      if (connection === opened) dispatch(event);
    };
    const opened = openConnection(platform.socketUrl, credentials, {
      opened() {
        if (credentials) listen(opened, tell);
        tell({ type: 'opened' });
      },
      lost: (code) => tell({ type: 'lost', code }),
      refused: () => tell({ type: 'refused' }),
    });
    connection = opened;
  }

  function disconnect(): void {
    clearTimeout(pause);
    clearInterval(heartbeat);
    reporter.attach(null);
    commands.attach(null);
    const closing = connection;
    connection = null;
    closing?.close();
  }

  function listen(via: Connection, tell: (event: LinkEvent) => void): void {
    const over = () => tell({ type: 'lost', code: null });
    via.api.device.messages.subscribe(undefined, {
      onData: (raw) => {
        if (connection === via) receive(raw);
      },
      onError: (error) => {
        via.judge(error);
        over();
      },
      onComplete: over,
    });
    let clockChecked = false;
    const check = async (call: () => Promise<{ serverTime: string }>) => {
      const sentAt = platform.now();
      const { serverTime } = await via.answer(call());
      if (clockChecked) return;
      clockChecked = true;
      // The answer was written about half-way between request and response.
      const ahead = platform.wall() - (platform.now() - sentAt) / 2 - Date.parse(serverTime);
      if (Math.abs(ahead) > CLOCK_TOLERANCE_MS) reporter.post(logLine('warn', 'clock', clockProblem(ahead)));
    };
    // A rejection needs no action, and connection errors are handled elsewhere.
    check(() => via.api.device.hello.mutate(commands.info())).catch(() => {});
    let beats = 0;
    heartbeat = setInterval(() => {
      const info = ++beats % INFO_EVERY === 0 ? commands.info() : undefined;
      check(() => via.api.device.heartbeat.mutate(info)).then(
        () => tell({ type: 'proven' }),
        () => {},
      );
    }, HEARTBEAT_MS);
    reporter.attach(via);
    commands.attach(via);
  }

  function receive(raw: unknown): void {
    const { message, malformed } = readMessage(raw);
    for (const { pipId, commandId, problem } of malformed) {
      const detail = `malformed message: ${problem}`;
      if (pipId !== undefined) reporter.post(...overlayReports({ pipId, status: 'failed', detail }, pipId));
      else if (commandId !== undefined)
        // Usually from a newer server.
        reporter.post(commandReport(commandId, { status: 'unsupported', detail }));
      else reporter.post(logLine('warn', 'pip', detail));
    }
    switch (message?.event) {
      case 'device:snapshot': {
        const { name, workspace, orientation } = message;
        dispatch({ type: 'snapshot', device: { name, workspace }, orientation });
        showing.apply({ type: 'snapshot', shows: message.overlays });
        message.commands.forEach(commands.receive);
        break;
      }
      case 'device:pip-show':
        showing.apply({ type: 'show', show: message });
        break;
      case 'device:pip-clear':
        showing.apply({ type: 'clear', pipId: message.pip_id });
        break;
      case 'device:command':
        commands.receive(message);
        break;
      case 'device:changed':
        dispatch({ type: 'changed', name: message.name, orientation: message.orientation });
        break;
      case 'device:unpaired':
        dispatch({ type: 'refused' });
        break;
    }
  }

  function askForCode(): void {
    const via = connection;
    via?.answer(via.api.pairing.start.mutate()).then(
      (pairing) => {
        if (connection === via) dispatch({ type: 'code', pairing });
      },
      () => {
        if (connection === via) dispatch({ type: 'lost', code: null });
      },
    );
  }

  function checkCode({ pairingId, secret }: Pairing): void {
    const via = connection;
    via?.answer(via.api.pairing.check.query({ pairingId, secret })).then(
      (state) => {
        if (connection !== via) return;
        if (state.status === 'paired') dispatch({ type: 'paired', deviceId: state.deviceId });
        else dispatch({ type: state.status });
      },
      () => {
        if (connection === via) dispatch({ type: 'lost', code: null });
      },
    );
  }

  onLink(link);
  dispatch({ type: 'start' });
  return {
    takeOver() {
      if (link.connection === 'replaced') dispatch({ type: 'take-over' });
    },
  };
}

function clockProblem(aheadMs: number): string {
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  return `this screen's clock is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the server's`;
}
