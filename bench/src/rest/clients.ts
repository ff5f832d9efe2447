import autocannon from 'autocannon';
import { answerParent } from '../child.ts';
import type { RestInstallation } from './server.ts';

export interface RestRound extends RestInstallation {
  request: 'read' | 'post';
  connections: number;
  seconds: number;
}

export interface RestRoundAnswer {
  requestsPerSecond: number;
  /** Milliseconds */
  p99: number;
}

answerParent(
  async ({ url, token, overlay, request, connections, seconds }: RestRound): Promise<RestRoundAnswer> => {
    const result = await autocannon({
      url: `${url}${request === 'read' ? '/api/devices' : '/api/pip'}`,
      connections,
      duration: seconds,
      method: request === 'read' ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: request === 'read' ? undefined : JSON.stringify(overlay),
    });
    if (result.non2xx + result.errors > 0)
      throw new Error(`${result.non2xx} rejected and ${result.errors} failed requests at ${url}`);
    return { requestsPerSecond: result['2xx'] / result.duration, p99: result.latency.p99 };
  },
);
