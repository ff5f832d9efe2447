import type { Frame } from '@sitecast/monitor';
import { openSocket, type TestSocket } from './socket.ts';

/** Someone who watches a meter over their own socket. */
export interface TestViewer extends AsyncDisposable {
  socket: TestSocket;
  /** The newest frame known when they connected. */
  first: Frame | null;
  /** Every frame they have received, the first one included. */
  frames(): Frame[];
  seqs(): number[];
}

/** @param bearer a session or a token */
export async function watch(url: string, bearer: string, unitId: string): Promise<TestViewer> {
  const socket = await openSocket(url, '/trpc', { params: { authorization: `Bearer ${bearer}` } });
  const { frame } = (await socket.subscribe('units.live', { unitId })) as { frame: Frame | null };
  const frames = () =>
    socket.messages.flatMap(({ result }) => (result?.data as { frame?: Frame } | undefined)?.frame ?? []);
  return {
    socket,
    first: frame,
    frames,
    seqs: () => frames().map(({ seq }) => seq),
    [Symbol.asyncDispose]: () => socket[Symbol.asyncDispose](),
  };
}

/** Whether each number is greater than the one before: a gap is fine, a repeat is not. */
export function grows(numbers: number[]): boolean {
  return numbers.every((number, n) => n === 0 || number > numbers[n - 1]!);
}
