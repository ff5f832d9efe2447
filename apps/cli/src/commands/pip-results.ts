import type { Delivery } from '@sitecast/api/screens/overlays/schema';
import type { Output } from '../output.ts';
import type { Cell } from '../table.ts';

export const targetArgument = {
  name: 'device|group',
  summary: 'The id or the exact name of a device or a group',
};

interface DeliveryRow {
  name: string;
  status: Delivery['status'];
  detail?: string | null;
}

/** Prints the result for each device. */
export function deliveryTable(output: Output, rows: DeliveryRow[]): void {
  const columns = [
    { title: 'DEVICE', cell: ({ name }: DeliveryRow) => name },
    { title: 'STATUS', cell: statusCell },
  ];
  const detail = { title: 'DETAIL', cell: ({ detail }: DeliveryRow) => detail ?? '' };
  output.table(rows.some(({ detail }) => detail) ? [...columns, detail] : columns, rows);
}

function statusCell({ status }: DeliveryRow): Cell {
  if (status === 'sent' || status === 'shown') return { text: status, tone: 'good' };
  return status === 'failed' || status === 'offline' ? { text: status, tone: 'bad' } : status;
}
