import autocannon from 'autocannon';
import { answerParent } from '../child.ts';
import type { Installation } from './server.ts';

export interface Round extends Installation {
  request: 'read' | 'post';
  connections: number;
  seconds: number;
}

export interface RoundAnswer {
  requestsPerSecond: number;
  /** Milliseconds */
  p99: number;
}

answerParent(async ({ url, token, overlay, request, connections, seconds }: Round): Promise<RoundAnswer> => {
  const result = await autocannon({
    url: `${url}${request === 'read' ? '/api/devices' : '/api/pip'}`,
    connections,
    duration: seconds,
    method: request === 'read' ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: request === 'read' ? undefined : JSON.stringify(overlay),
  });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${result.non2xx} refused and ${result.errors} failed requests at ${url}`);
  return { requestsPerSecond: result['2xx'] / result.duration, p99: result.latency.p99 };
});
