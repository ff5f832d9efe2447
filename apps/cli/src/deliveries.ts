import type { Delivery, ShowResult } from '@sitecast/api/screens/overlays/schema';
import type { Connection } from './connection.ts';
import { watchReports } from './wait.ts';

type DeliveryOutcome = Pick<Delivery, 'deviceId' | 'name' | 'status' | 'detail'>;

export interface DeliveryWatch extends Disposable {
  /** Whether each device showed the overlay, and if not why, in the order of the results. */
  outcomes(result: ShowResult): Promise<DeliveryOutcome[]>;
}

/** Waits for the devices to show an overlay. @throws as `watchReports` */
export async function watchDeliveries(connection: Connection, seconds: number): Promise<DeliveryWatch> {
  const watch = await watchReports<Delivery['status']>(connection, seconds, {
    open: ['sent', 'queued'],
    read: (event) =>
      event.event === 'delivery'
        ? { key: keyOf(event.pipId, event.deviceId), status: event.status, detail: event.detail }
        : null,
  });
  return {
    async outcomes({ pipId, results }) {
      const reports = await watch.outcomes(
        results.map(({ deviceId, status }) => ({ key: keyOf(pipId, deviceId), status, detail: null })),
        async () => {
          const { deliveries } = await connection.api.pip.get.query({ pipId });
          return deliveries.map(({ deviceId, status, detail }) => ({
            key: keyOf(pipId, deviceId),
            status,
            detail,
          }));
        },
      );
      return results.map(({ deviceId, name }, at) => {
        const { status, detail } = reports[at]!;
        return { deviceId, name, status, detail };
      });
    },
    [Symbol.dispose]: () => watch[Symbol.dispose](),
  };
}

function keyOf(pipId: string, deviceId: string): string {
  return `${pipId} ${deviceId}`;
}
