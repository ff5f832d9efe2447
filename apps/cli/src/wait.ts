import type { Delivery, ShowResult } from '@sitecast/api/pip/schema';
import type { Connection } from './connection.ts';
import { misused, UserError } from './errors.ts';

const LONGEST_SECONDS = 86_400;
/** In these a screen may still come to show it. */
const OPEN: Delivery['status'][] = ['sent', 'queued'];

interface Unsubscribable {
  unsubscribe(): void;
}

interface Report {
  pipId: string;
  deviceId: string;
  status: Delivery['status'];
  detail: string | null;
}

/** What a device made of an overlay: `shown`, or why not. */
type Outcome = Omit<Report, 'pipId'> & { name: string };

export interface DeliveryWatch extends Disposable {
  /** Ends when every device has shown it or failed to, or when the time is up. Same order as the results. */
  outcomes(result: ShowResult): Promise<Outcome[]>;
}

/**
 * Listens to what the workspace's screens report.
 *
 * @throws UserError when the live connection does not open in time: then nothing has been sent yet
 */
export async function watchDeliveries(connection: Connection, seconds: number): Promise<DeliveryWatch> {
  if (!(seconds > 0 && seconds <= LONGEST_SECONDS))
    throw misused(`--wait takes seconds between 0 and ${LONGEST_SECONDS}.`);
  const { api, server } = connection;
  const reports = new Map<string, Report>();
  let changed: (failure?: unknown) => void = () => {};
  let watchedId: string | null = null;

  // The first report that ends the matter counts: what was shown and then expired was shown.
  function note(report: Report): void {
    const key = keyOf(report);
    if (OPEN.includes(report.status) || reports.has(key)) return;
    reports.set(key, report);
    changed();
  }

  /** After a lost connection: what was reported meanwhile is in the overlay's deliveries. */
  async function readAgain(pipId: string): Promise<void> {
    const { deliveries } = await api.pip.get.query({ pipId });
    for (const delivery of deliveries) note({ pipId, ...delivery });
  }

  let subscription: Unsubscribable | undefined;
  const opened = await within(seconds, (resolve, reject) => {
    subscription = api.workspaces.events.subscribe(undefined, {
      onData(event) {
        if (event.event === 'delivery') note(event);
        if (event.event !== 'snapshot') return;
        resolve();
        if (watchedId !== null) readAgain(watchedId).catch(changed);
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
    async outcomes({ pipId, results }) {
      watchedId = pipId;
      for (const { deviceId, status } of results) note({ pipId, deviceId, status, detail: null });
      const reportOf = (deviceId: string) => reports.get(keyOf({ pipId, deviceId }));
      await within(seconds, (resolve, reject) => {
        changed = (failure) => {
          if (failure !== undefined) reject(failure);
          else if (results.every(({ deviceId }) => reportOf(deviceId))) resolve();
        };
        changed();
      });
      return results.map(({ deviceId, name, status }) => {
        const report = reportOf(deviceId);
        return report
          ? { deviceId, name, status: report.status, detail: report.detail }
          : { deviceId, name, status, detail: `no answer within ${seconds} s` };
      });
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

function keyOf({ pipId, deviceId }: Pick<Report, 'pipId' | 'deviceId'>): string {
  return `${pipId} ${deviceId}`;
}
