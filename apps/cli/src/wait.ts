import type { WorkspaceEvent } from '@sitecast/api/people/workspaces/schema';
import type { Connection } from './connection.ts';
import { misused, UserError } from './errors.ts';

const LONGEST_SECONDS = 86_400;
export const DEFAULT_WAIT_SECONDS = 30;

interface Unsubscribable {
  unsubscribe(): void;
}

/** How something that was sent stands; `key` tells it apart. */
interface Report<Status extends string> {
  key: string;
  status: Status;
  detail: string | null;
}

interface Kind<Status extends string> {
  /** What an event says of such a thing; null for events about something else. */
  read(event: WorkspaceEvent): Report<Status> | null;
  /** In these something may still come of it. */
  open: readonly Status[];
}

export interface Watch<Status extends string> extends Disposable {
  /**
   * Ends when something has come of each, or when the time is up. In the order of `sent`.
   *
   * @param sent how each stood when it was sent
   * @param readAgain after a lost connection: how they stand now
   */
  outcomes(sent: Report<Status>[], readAgain: () => Promise<Report<Status>[]>): Promise<Report<Status>[]>;
}

/**
 * Listens to what the workspace's screens report. Begin it before something is sent: no report can be missed.
 *
 * @throws UserError when the live connection does not open in time: then nothing has been sent yet
 */
export async function watchReports<Status extends string>(
  { api, server }: Connection,
  seconds: number,
  { read, open }: Kind<Status>,
): Promise<Watch<Status>> {
  if (!(seconds > 0 && seconds <= LONGEST_SECONDS))
    throw misused(`--wait takes seconds between 0 and ${LONGEST_SECONDS}.`);
  const reports = new Map<string, Report<Status>>();
  let changed: (failure?: unknown) => void = () => {};
  let refresh: (() => Promise<Report<Status>[]>) | null = null;

  // The first report that ends the matter counts: what was shown and then expired was shown.
  function note(report: Report<Status>): void {
    if (open.includes(report.status) || reports.has(report.key)) return;
    reports.set(report.key, report);
    changed();
  }

  let subscription: Unsubscribable | undefined;
  const opened = await within(seconds, (resolve, reject) => {
    subscription = api.workspaces.events.subscribe(undefined, {
      onData(event) {
        const report = read(event);
        if (report) note(report);
        if (event.event !== 'snapshot') return;
        resolve();
        // What was reported while the connection was lost.
        refresh?.().then((missed) => missed.forEach(note), changed);
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
    async outcomes(sent, readAgain) {
      refresh = readAgain;
      sent.forEach(note);
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

/** Whether it came to its end in time. */
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
