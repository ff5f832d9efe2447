import type { WorkspaceEvent } from '@sitecast/api/people/workspaces/schema';
import type { Connection } from './connection.ts';
import { UserError, usageError } from './errors.ts';

const MAX_SECONDS = 86_400;
export const DEFAULT_WAIT_SECONDS = 30;

interface Unsubscribable {
  unsubscribe(): void;
}

/** The status of one delivery or command, identified by `key`. */
interface Report<Status extends string> {
  key: string;
  status: Status;
  detail: string | null;
}

interface ReportKind<Status extends string> {
  /** Extracts a report from an event; null if the event is of another kind. */
  read(event: WorkspaceEvent): Report<Status> | null;
  /** Statuses that are not final. */
  open: readonly Status[];
}

export interface ReportWatch<Status extends string> extends Disposable {
  /**
   * Resolves when each has a final status or the time is up, in the order of `sent`.
   *
   * @param sent the initial reports
   * @param fetchCurrent fetches the current reports after a reconnect
   */
  outcomes(sent: Report<Status>[], fetchCurrent: () => Promise<Report<Status>[]>): Promise<Report<Status>[]>;
}

/**
 * Watches the reports of the workspace's screens. Start it before sending, so that no report is missed.
 *
 * @throws UserError if the live connection does not open in time
 */
export async function watchReports<Status extends string>(
  { api, server }: Connection,
  seconds: number,
  { read, open }: ReportKind<Status>,
): Promise<ReportWatch<Status>> {
  if (!(seconds > 0 && seconds <= MAX_SECONDS))
    throw usageError(`--wait must be between 0 and ${MAX_SECONDS} seconds.`);
  const reports = new Map<string, Report<Status>>();
  let changed: (failure?: unknown) => void = () => {};
  let refresh: (() => Promise<Report<Status>[]>) | null = null;

  // The first final report counts: an overlay that was shown and then expired was shown.
  function record(report: Report<Status>): void {
    if (open.includes(report.status) || reports.has(report.key)) return;
    reports.set(report.key, report);
    changed();
  }

  let subscription: Unsubscribable | undefined;
  const opened = await within(seconds, (resolve, reject) => {
    subscription = api.workspaces.events.subscribe(undefined, {
      onData(event) {
        const report = read(event);
        if (report) record(report);
        if (event.event !== 'snapshot') return;
        resolve();
        // Catches up on reports missed while disconnected.
        refresh?.().then((missed) => missed.forEach(record), changed);
      },
      onError(error) {
        reject(error);
        changed(error);
      },
    });
  });
  if (!opened) {
    subscription?.unsubscribe();
    throw new UserError(
      `The live connection to ${server} did not open within ${seconds} s. Nothing was sent.`,
    );
  }

  return {
    async outcomes(sent, fetchCurrent) {
      refresh = fetchCurrent;
      sent.forEach(record);
      await within(seconds, (resolve, reject) => {
        changed = (failure) => {
          if (failure !== undefined) reject(failure);
          else if (sent.every(({ key }) => reports.has(key))) resolve();
        };
        changed();
      });
      return sent.map(
        (report) => reports.get(report.key) ?? { ...report, detail: `no answer within ${seconds} s` },
      );
    },
    [Symbol.dispose]: () => subscription?.unsubscribe(),
  };
}

/** Whether `start` resolves within `seconds`. */
function within(
  seconds: number,
  start: (resolve: () => void, reject: (error: unknown) => void) => void,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), seconds * 1000);
    start(
      () => {
        clearTimeout(timer);
        resolve(true);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
